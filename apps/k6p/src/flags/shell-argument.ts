import { choice } from "../frame/parameters.ts";

const OTHER_NAMES = { powershell: "pwsh", nu: "nushell" } as const;

const COMPLETION_SHELL = {
  summary: "Shell: bash, zsh, fish, pwsh or nushell",
  options: ["bash", "zsh", "fish", "pwsh", "nushell"],
  aliases: OTHER_NAMES,
  label: "SHELL",
} as const;

export const COMPLETION_SHELL_ARG = choice({ ...COMPLETION_SHELL, required: true });

export const COMPLETION_SHELL_OR_OWN = choice({
  ...COMPLETION_SHELL,
  summary: `${COMPLETION_SHELL.summary}; the current shell if omitted`,
});

const HOOK_SHELL = {
  summary: "Shell: bash, zsh, fish, pwsh, nushell or elvish",
  options: ["bash", "zsh", "fish", "pwsh", "nushell", "elvish"],
  aliases: OTHER_NAMES,
  label: "SHELL",
} as const;

export const HOOK_SHELL_ARG = choice({ ...HOOK_SHELL, required: true });

export const HOOK_SHELL_OR_OWN = choice({
  ...HOOK_SHELL,
  summary: `${HOOK_SHELL.summary}; the current shell if omitted`,
});
