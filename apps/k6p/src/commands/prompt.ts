import type { PromptProfile } from "@k6p/core/operations/folders/show-prompt";
import { defineCommand } from "../frame/command-definition.ts";
import { text } from "../frame/parameters.ts";

export const prompt = defineCommand({
  summary: "Print the current profile for use in a shell prompt",
  description: [
    "The current profile is the one this shell uses (K6P_PROFILE). If the hook wraps k6, it is otherwise the one the folder is bound to; else it is the active profile. The name of a protected profile is followed by an exclamation mark, and by an asterisk if k6 would use the token of the profile with something else, such as the stack of another one: k6p current explains it. If there is no current profile or it cannot be determined, k6p prints nothing and exits with 0.",
    "In the format, {name} is the name and {mark} is these marks. The command opens no secret store.",
  ].join("\n\n"),
  examples: [
    { description: "Print prod, or prod! if the profile is protected", command: "k6p prompt" },
    { description: "Add text around the name", command: 'k6p prompt --format "[k6 {name}{mark}] "' },
  ],
  args: {},
  flags: { format: text({ summary: "Format of the output", label: "TEXT", default: "{name}{mark}" }) },
  async run({ engine }, { format }) {
    const { showPrompt } = await import("@k6p/core/operations/folders/show-prompt");
    return { shown: await showPrompt(engine), format };
  },
  toJson: ({ shown }) => ({
    profile: shown?.name ?? null,
    protected: shown?.protected ?? null,
    mixed: shown?.mixed ?? null,
  }),
  verbatim: true,
  sweeps: false,
  render: ({ shown, format }) =>
    shown === undefined
      ? ""
      : format.replaceAll(/\{(name|mark)\}/g, (_, part) => (part === "name" ? shown.name : markOf(shown))),
});

function markOf({ protected: isProtected, mixed }: PromptProfile): string {
  return `${isProtected ? "!" : ""}${mixed ? "*" : ""}`;
}
