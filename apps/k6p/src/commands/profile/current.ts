import { EXIT } from "@k6p/core/errors/error-codes";
import { defineCommand } from "../../frame/command-definition.ts";
import { activeJson, describeActive } from "../../render/active-profile.ts";

export const profileCurrent = defineCommand({
  summary: "Print the name of the active profile",
  description:
    "Compares what k6 would read, its configuration file and the environment of this shell, with your profiles. Prints the name alone on standard output. If no profile is active, k6p exits with 3.",
  examples: [
    { description: "Print the name of the active profile", command: "k6p current" },
    { description: "Print it with its stack and where it comes from", command: "k6p current --json" },
  ],
  args: {},
  flags: {},
  async run({ engine }) {
    const { findActiveProfile } = await import("@k6p/core/operations/active/find-active-profile");
    const active = await findActiveProfile(engine);
    if (active.kind !== "active") engine.notify({ level: "warning", ...describeActive(active) });
    else for (const { message, remedy } of active.outlook.findings) engine.notify({ level: "info", message, remedy });
    return active;
  },
  toJson: activeJson,
  render: (active) => (active.kind === "active" ? active.profile.name : ""),
  exitCode: (active) => (active.kind === "active" ? EXIT.success : EXIT.profile),
});
