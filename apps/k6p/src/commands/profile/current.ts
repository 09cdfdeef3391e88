import { defineCommand } from "../../frame/command-definition.ts";
import { describeActive } from "../../render/active-profile.ts";

export const profileCurrent = defineCommand({
  summary: "Show the profile that k6 uses, by looking at what k6 would read",
  description:
    "Compares k6's configuration file and the environment of this shell with the profiles; nothing is taken from memory. Prints the name of the active profile alone on standard output, so that scripts can use it, and exits with 3 when none is active.",
  examples: [
    { description: "Which profile is it?", command: "k6p profile current" },
    { description: "With where each value comes from", command: "k6p profile current --json" },
  ],
  args: {},
  flags: {},
  async run({ engine }) {
    const { findActiveProfile } = await import("@k6p/core/operations/active/find-active-profile");
    const active = await findActiveProfile(engine);
    if (active.kind !== "active") engine.notify({ level: "warning", ...describeActive(active) });
    return active;
  },
  toJson: (active) => ({
    kind: active.kind,
    profile: active.kind === "active" || active.kind === "changed" ? active.profile.name : null,
    file: active.file.path,
    variables: active.variables,
    differences: active.kind === "changed" ? active.differences : [],
    stackUrl: active.identity.stackUrl ?? null,
    stackId: active.identity.stackId ?? null,
    projectId: active.projectId ?? active.identity.defaultProjectId ?? null,
  }),
  render: (active) => (active.kind === "active" ? active.profile.name : ""),
  exitCode: (active) => (active.kind === "active" ? 0 : 3),
});
