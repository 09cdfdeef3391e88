import { defineCommand } from "../frame/command-definition.ts";
import { describeActive } from "../render/active-profile.ts";
import { renderFields } from "../render/fields.ts";

export const status = defineCommand({
  summary: "Show what k6 would use now, and what there is to switch to",
  description: "This is what `k6p` alone does.",
  examples: [{ description: "Where do I stand?", command: "k6p" }],
  args: {},
  flags: {},
  async run({ engine }) {
    const { showStatus } = await import("@k6p/core/operations/profiles/show-status");
    return showStatus(engine);
  },
  toJson: ({ active, profiles, k6 }) => ({
    kind: active.kind,
    profile: active.kind === "active" || active.kind === "changed" ? active.profile.name : null,
    file: active.file.path,
    profiles,
    k6: k6 ?? null,
  }),
  render({ active, profiles, k6 }, style) {
    const { message, remedy } = describeActive(active);
    const fields = renderFields(
      [
        ["stack", active.identity.stackUrl],
        ["stack ID", active.identity.stackId?.toString()],
        ["project", (active.projectId ?? active.identity.defaultProjectId)?.toString()],
        ["profiles", profiles.join(", ") || "none yet: k6p profile add NAME --stack STACK"],
        ["k6", k6 ?? "not on PATH"],
      ],
      style,
    );
    const [sentence, ...hints] = [message, ...(profiles.length === 0 ? [] : remedy)];
    return [style.bold(sentence ?? ""), ...hints.map((hint) => `  ${hint}`), fields].join("\n");
  },
});
