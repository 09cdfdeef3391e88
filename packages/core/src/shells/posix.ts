import { posixQuote } from "../host/posix-quote.ts";
import { lineByLine } from "./line-by-line.ts";
import type { Shell, ShellId } from "./shell.ts";

/** A shell with POSIX quoting: in single quotes only the quote itself is special. */
function posixShell(id: ShellId, programs: readonly string[]): Shell {
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

export const bash = posixShell("bash", ["bash"]);
export const ksh = posixShell("ksh", ["ksh", "ksh93", "mksh", "lksh", "oksh", "loksh", "pdksh"]);
export const sh = posixShell("sh", ["sh", "dash", "ash", "busybox", "yash"]);
export const zsh = posixShell("zsh", ["zsh"]);
