import type { Secret } from "../secrets/secret.ts";
import { textOf } from "./shell.ts";

export type FormatId = "dotenv" | "docker" | "github" | "gitlab" | "json" | "systemd";

/** A variable with nothing hidden in it any more. */
export interface PlainVariable {
  readonly name: string;
  readonly value: string;
}

/** How one program's files of variables are written. Pure texts. */
export interface Format {
  readonly id: FormatId;
  /** The text of a file; throws `VALUE_NOT_EXPRESSIBLE` for a value that its reader would not get exactly. `random` makes a new text of 128 bits at each call. */
  render(variables: readonly PlainVariable[], random: () => string): string;
  /** The variable of the environment that names the file to which the text is to be added; without it the text stands alone. */
  readonly addedTo?: string;
  /** What makes the program hide secrets in its log, to be printed before the text is anywhere. */
  hide?(secrets: readonly string[]): string;
  /** What its user should know about where the text goes. */
  readonly caution?: string;
}

/** The variables with their values as texts; with `mask`, secrets as stars with their ends. */
export function plainVariables(
  variables: Readonly<Record<string, string | Secret>>,
  { mask }: { readonly mask: boolean },
): readonly PlainVariable[] {
  return Object.entries(variables).map(([name, value]) => ({ name, value: textOf(value, mask) }));
}
