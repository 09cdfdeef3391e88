import type { Hook } from "./hook.ts";
import { posixQuote } from "../host/posix-quote.ts";
import { posixHook } from "./posix-hook.ts";

const INSTALL = `typeset -ga precmd_functions
if [ -z "\${precmd_functions[(r)__k6p_at_prompt]-}" ]; then
  precmd_functions=(__k6p_at_prompt "\${precmd_functions[@]}")
fi
typeset -ga chpwd_functions
if [ -z "\${chpwd_functions[(r)__k6p_at_prompt]-}" ]; then
  chpwd_functions+=(__k6p_at_prompt)
fi`;

export const zsh: Hook = {
  id: "zsh",
  startupFile: "~/.zshrc",
  evaluate: 'eval "$(k6p hook zsh)"',
  source: (path) => `. ${posixQuote(path)}`,
  fileName: "k6p.zsh",
  script: (settings) => posixHook({ shell: "zsh", defaults: "\n  emulate -L zsh", install: INSTALL }, settings),
};
