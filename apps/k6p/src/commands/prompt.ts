import { defineCommand } from "../frame/command-definition.ts";
import { text } from "../frame/parameters.ts";

export const prompt = defineCommand({
  summary: "Print the name of the current profile, for a shell's prompt",
  description: [
    "The current profile is the one that this shell uses (K6P_PROFILE), else the one that its folder is bound to where the hook wraps k6, else the active one. A protected one has a ! behind its name. Nothing is printed when there is none, or when it cannot be told; the exit code is 0 all the same.",
    "In the format, {name} stands for the name and {mark} for the !, if there is one; everything else is printed as it is. No secret store is opened.",
  ].join("\n\n"),
  examples: [
    { description: "prod, or prod! when it is protected", command: "k6p prompt" },
    { description: "With something around it", command: 'k6p prompt --format "[k6 {name}{mark}] "' },
  ],
  args: {},
  flags: { format: text({ summary: "How it is printed", label: "TEXT", default: "{name}{mark}" }) },
  lateEngine: true,
  async run({ host, loadEngine }, { format }) {
    const { showPrompt } = await import("@k6p/core/operations/folders/show-prompt");
    return { shown: await showPrompt(host, loadEngine), format };
  },
  toJson: ({ shown }) => ({ profile: shown?.name ?? null, protected: shown?.protected ?? null }),
  verbatim: true,
  render: ({ shown, format }) =>
    shown === undefined
      ? ""
      : format.replaceAll(/\{(name|mark)\}/g, (_, part) => (part === "name" ? shown.name : shown.protected ? "!" : "")),
});
