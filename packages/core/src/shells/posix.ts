import { posixQuote } from "../host/posix-quote.ts";
import { lineByLine } from "./line-by-line.ts";
import type { Shell, ShellId } from "./shell.ts";

/** A shell with the quoting of POSIX: nothing is special between single quotes but the quote itself. */
export function posixShell(id: ShellId, programs: readonly string[]): Shell {
  return {
    id,
    programs,
    render: lineByLine({
      set: (name, value) => `export ${name}=${posixQuote(value)}`,
      unset: (name) => `unset ${name}`,
    }),
    evaluate: (command) => `eval "$(${command})"`,
  };
}
