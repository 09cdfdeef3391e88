import { defineCommand } from "../../frame/command-definition.ts";
import { text } from "../../frame/parameters.ts";
import { HOOK_SHELL_OR_OWN } from "../../flags/shell-argument.ts";

export const hookUninstall = defineCommand({
  summary: "Remove the shell hook from your shell",
  description:
    "Removes k6p's lines from the shell's startup file, or the file that k6p wrote. The rest of the startup file is unchanged. Lines that you added yourself are not removed.",
  examples: [{ description: "Remove it from zsh", command: "k6p hook uninstall zsh" }],
  args: { shell: HOOK_SHELL_OR_OWN },
  flags: { file: text({ summary: "The file you passed to install", label: "FILE", complete: "files" }) },
  async run({ engine }, input) {
    const { uninstallHook } = await import("@k6p/core/operations/shell-setup/install-hook");
    return uninstallHook(engine, { ...input, wrapK6: false });
  },
  reportsChange: true,
  render({ shell, file, outcome }, style) {
    const name = style.bold(shell);
    if (outcome === "absent") return `The hook for ${name} is not installed: ${file}`;
    return `Removed the hook for ${name} from ${file}. Shells that are open keep it until you close them.`;
  },
});
