import { cmd } from "./cmd.ts";
import { elvish } from "./elvish.ts";
import { fish } from "./fish.ts";
import { nushell } from "./nushell.ts";
import { bash, ksh, sh, zsh } from "./posix.ts";
import { pwsh } from "./pwsh.ts";
import type { Shell } from "./shell.ts";
import { xonsh } from "./xonsh.ts";

/** Every shell that k6p prints lines for. */
export const SHELLS: readonly Shell[] = [bash, zsh, sh, ksh, fish, pwsh, cmd, nushell, elvish, xonsh];

/** The shell of that name, or of a program's name or path, such as `-zsh`, `/usr/bin/fish` or `bash.exe`; undefined if there is none. */
export function shellOfProgram(program: string): Shell | undefined {
  const name = program
    .replace(/^.*[\\/]/, "")
    .replace(/^-/, "")
    .replace(/\.exe$/i, "")
    .toLowerCase();
  return SHELLS.find(({ id, programs }) => id === name || programs.includes(name));
}
