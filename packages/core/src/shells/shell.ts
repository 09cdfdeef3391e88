import { valueNotExpressible } from "../errors/value-not-expressible.ts";
import { Secret } from "../secrets/secret.ts";

export type ShellId = "bash" | "zsh" | "sh" | "ksh" | "fish" | "pwsh" | "cmd" | "nushell" | "elvish" | "xonsh";

/** One variable of an environment: a value to set, or undefined to unset it. */
export interface VariableChange {
  readonly name: string;
  readonly value: string | Secret | undefined;
}

/** A change with its secrets revealed or masked. */
export interface PlainChange {
  readonly name: string;
  readonly value: string | undefined;
}

/** How one shell sets and unsets exported variables, as text. */
export interface Shell {
  readonly id: ShellId;
  /** Program names of the shell, in lower case. */
  readonly programs: readonly string[];
  /** The text that applies the changes in the shell, exact for every value without NUL. Throws `VALUE_NOT_EXPRESSIBLE` for a value that the shell cannot represent. */
  render(changes: readonly PlainChange[]): string;
  /** How to run a command's output in this shell. */
  evaluate(command: string): string;
}

/** The text that applies the changes in a shell; throws as `Shell.render`. With `mask`, only the ends of secrets are shown. */
export function renderChanges(
  shell: Shell,
  changes: readonly VariableChange[],
  { mask }: { readonly mask: boolean },
): string {
  return shell.render(
    changes.map(({ name, value }) => {
      if (value === undefined) return { name, value };
      const text = textOf(value, mask);
      if (text.includes("\0")) throw valueNotExpressible({ name, reader: "An environment", fault: "a NUL character" });
      return { name, value: text };
    }),
  );
}

/** The text of a value; with `mask`, only the ends of a secret. */
export function textOf(value: string | Secret, mask: boolean): string {
  if (!(value instanceof Secret)) return value;
  return mask ? value.masked() : value.reveal();
}
