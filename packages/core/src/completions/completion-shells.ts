import { bash } from "./bash.ts";
import type { CompletionShell, CompletionShellId } from "./completion-shell.ts";
import { fish } from "./fish.ts";
import { nushell } from "./nushell.ts";
import { pwsh } from "./pwsh.ts";
import { zsh } from "./zsh.ts";

/** Every shell that k6p has a completion script for. */
export const COMPLETION_SHELLS: Readonly<Record<CompletionShellId, CompletionShell>> = {
  bash,
  zsh,
  fish,
  pwsh,
  nushell,
};
