import { defineCommand } from "../frame/command-definition.ts";
import { activeJson, describeActive } from "../render/active-profile.ts";
import { renderFields } from "../render/fields.ts";

export const status = defineCommand({
  summary: "Show the profile that k6 uses now and the profiles you can switch to",
  description: "`k6p` without a command does the same.",
  examples: [
    { description: "Show which profile k6 uses", command: "k6p" },
    { description: "Print it for a script", command: "k6p status --json" },
  ],
  args: {},
  flags: {},
  async run({ engine }) {
    const { showStatus } = await import("@k6p/core/operations/profiles/show-status");
    return showStatus(engine);
  },
  toJson: ({ active, profiles, k6 }) => ({ ...activeJson(active), profiles, k6: k6 ?? null }),
  render({ active, profiles, k6 }, style) {
    const { message, remedy } = describeActive(active);
    const fields = renderFields(
      [
        ["stack", active.identity.stackUrl],
        ["stack ID", active.identity.stackId?.toString()],
        ["project", (active.projectId ?? active.identity.defaultProjectId)?.toString()],
        ["profiles", profiles.join(", ") || "none; to add one: k6p profile add NAME --stack STACK"],
        ["k6", k6 ?? "not on PATH"],
      ],
      style,
    );
    const notes = active.kind === "active" || active.kind === "none" ? active.outlook.findings : [];
    const also = notes.filter(({ code }) => code !== "no-token").flatMap((note) => [note.message, ...note.remedy]);
    const [sentence, ...hints] = [message, ...(profiles.length === 0 ? [] : remedy), ...also];
    return [style.bold(sentence ?? ""), ...hints.map((hint) => `  ${hint}`), fields].join("\n");
  },
});
