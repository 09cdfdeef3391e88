import { bash } from "./bash.ts";
import { elvish } from "./elvish.ts";
import { fish } from "./fish.ts";
import type { Hook } from "./hook.ts";
import { nushell } from "./nushell.ts";
import { pwsh } from "./pwsh.ts";
import { zsh } from "./zsh.ts";

/** Every shell that has a hook. */
export const HOOKS: readonly Hook[] = [bash, zsh, fish, pwsh, nushell, elvish];

/** The hook of a shell; undefined when there is none for it. */
export function hookFor(shell: string): Hook | undefined {
  return HOOKS.find(({ id }) => id === shell);
}
