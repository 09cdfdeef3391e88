import { bash } from "./bash.ts";
import { cmd } from "./cmd.ts";
import { elvish } from "./elvish.ts";
import { fish } from "./fish.ts";
import { ksh } from "./ksh.ts";
import { nushell } from "./nushell.ts";
import { pwsh } from "./pwsh.ts";
import { sh } from "./sh.ts";
import type { Shell } from "./shell.ts";
import { xonsh } from "./xonsh.ts";
import { zsh } from "./zsh.ts";

/** Every shell that k6p prints lines for. */
export const SHELLS: readonly Shell[] = [bash, zsh, sh, ksh, fish, pwsh, cmd, nushell, elvish, xonsh];

/** The shell of that name, or that a program's name or path belongs to, such as `-zsh`, `/usr/bin/fish` or `bash.exe`; undefined when none does. */
export function shellOfProgram(program: string): Shell | undefined {
  const name = program
    .replace(/^.*[\\/]/, "")
    .replace(/^-/, "")
    .replace(/\.exe$/i, "")
    .toLowerCase();
  return SHELLS.find(({ id, programs }) => id === name || programs.includes(name));
}
