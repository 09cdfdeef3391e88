import type { Secret } from "../secrets/secret.ts";
import { textOf } from "./shell.ts";

export type FormatId = "dotenv" | "docker" | "github" | "gitlab" | "json" | "systemd";

/** A variable with its secret revealed or masked. */
export interface PlainVariable {
  readonly name: string;
  readonly value: string;
}

/** The format of one program's files of variables, as text. */
export interface Format {
  readonly id: FormatId;
  /** The text of a file; throws `VALUE_NOT_EXPRESSIBLE` for a value that its reader would not read exactly. Each call of `random` returns a new text of 128 bits. */
  render(variables: readonly PlainVariable[], random: () => string): string;
  /** The environment variable that names the file to append the text to; without it the text is a file of its own. */
  readonly addedTo?: string;
  /** Commands that make the program mask secrets in its log, printed before anything else. */
  hide?(secrets: readonly string[]): string;
  /** What the user should know about where the text goes. */
  readonly caution?: string;
}

/** The variables with their values as texts; with `mask`, only the ends of secrets. */
export function plainVariables(
  variables: Readonly<Record<string, string | Secret>>,
  { mask }: { readonly mask: boolean },
): readonly PlainVariable[] {
  return Object.entries(variables).map(([name, value]) => ({ name, value: textOf(value, mask) }));
}
