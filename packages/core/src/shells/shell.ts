import { Secret } from "../secrets/secret.ts";

export type ShellId = "bash" | "zsh" | "sh" | "fish";

/** One variable of an environment: a value to set, or undefined to unset it. */
export interface VariableChange {
  readonly name: string;
  readonly value: string | Secret | undefined;
}

/** How one shell sets and unsets exported variables. Pure texts. */
export interface Shell {
  readonly id: ShellId;
  /** Names of the program by which the shell is recognised. */
  readonly programs: readonly string[];
  /** A line that exports a variable; exact for every value without NUL. */
  set(name: string, value: string): string;
  unset(name: string): string;
  /** How to run a command's output in this shell. */
  evaluate(command: string): string;
}

/** The lines that make a shell take over the changes. With `mask`, secrets are shown as stars with their ends. */
export function renderChanges(
  shell: Shell,
  changes: readonly VariableChange[],
  { mask }: { readonly mask: boolean },
): string {
  return changes
    .map(({ name, value }) => `${value === undefined ? shell.unset(name) : shell.set(name, textOf(value, mask))}\n`)
    .join("");
}

function textOf(value: string | Secret, mask: boolean): string {
  if (!(value instanceof Secret)) return value;
  return mask ? value.masked() : value.reveal();
}
