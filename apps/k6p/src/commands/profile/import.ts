import { EXIT } from "@k6p/core/errors/error-codes";
import { defineCommand } from "../../frame/command-definition.ts";
import { flag, text } from "../../frame/parameters.ts";
import { DRY_RUN } from "../../flags/dry-run.ts";
import { STORE_FLAG } from "../../flags/token-flags.ts";
import { checkText } from "../../render/check-text.ts";

export const profileImport = defineCommand({
  summary: "Add profiles from k6's configuration, variables or a file",
  description: [
    "Reads k6's configuration file (--from k6), the K6_CLOUD_* variables of this shell (--from env), or a file: a k6 configuration, an environment file as dotenv or Docker read it, a Compose file, or what `k6p profile export` writes, encrypted or not. Without --from, k6p takes k6's configuration file if it has a token, else the variables.",
    "Shows what it would add and asks first. Placeholders such as changeme, <token> or ${VAR} are not taken for values: k6p asks for the missing parts on a terminal, and names them otherwise. Tokens are checked with Grafana Cloud; one that it rejects is not added.",
  ].join("\n\n"),
  examples: [
    { description: "Add a profile from an environment file", command: "k6p profile import dev --from .env" },
    { description: "Add a profile from the variables of this shell", command: "k6p profile import --from env" },
    {
      description: "Show what an export holds, but add nothing",
      command: "k6p profile import --from profiles.yaml --dry-run",
    },
    { description: "Add profiles without being asked", command: "k6p profile import --from compose.yaml --yes" },
  ],
  args: {
    name: text({ summary: "Name of the new profile, or of one of several that the file describes", label: "NAME" }),
  },
  flags: {
    from: text({ summary: "k6, env, or a file", label: "SOURCE", complete: "files" }),
    yes: flag({ summary: "Skip the confirmation", short: "y" }),
    dryRun: DRY_RUN,
    verify: flag({ summary: "Check tokens with Grafana Cloud (the default)", negatable: true }),
    store: STORE_FLAG,
  },
  async run({ engine }, input) {
    const { importProfiles } = await import("@k6p/core/operations/transfer/import-profiles");
    return importProfiles(engine, { ...input, verify: input.verify !== false });
  },
  toJson: ({ source, profiles }) => ({
    source,
    profiles: profiles.map((each) => ({
      name: each.name,
      place: each.place,
      outcome: each.outcome,
      reason: "reason" in each ? each.reason : null,
      stackUrl: each.settings.stackUrl ?? null,
      stackId: ("profile" in each ? each.profile : each.settings).stackId ?? null,
      defaultProjectId: ("profile" in each ? each.profile : each.settings).defaultProjectId ?? null,
      hasToken: each.token !== undefined,
      verdict: "check" in each ? (each.check?.verdict ?? null) : null,
    })),
  }),
  reportsChange: true,
  render: ({ profiles }, style) =>
    profiles
      .flatMap((each) => {
        const name = style.bold(each.name === "" ? each.place : each.name);
        const { stackUrl, host } = each.settings;
        switch (each.outcome) {
          case "imported":
            return [
              `Added profile ${name} (${stackUrl ?? host ?? `stack ${each.profile.stackId ?? "unknown"}`}) from ${each.place}.`,
              each.check === undefined
                ? `  It has no token yet: k6p login ${each.profile.name}`
                : `  token  ${checkText(each.check)}`,
            ];
          case "would-import":
            return [`Would add profile ${name} (${stackUrl ?? host ?? "no stack URL"}) from ${each.place}.`];
          default:
            return [`Not added: ${name}. ${each.reason}`];
        }
      })
      .join("\n"),
  exitCode: ({ profiles }) =>
    profiles.every(({ outcome }) => outcome === "imported" || outcome === "would-import") ? EXIT.success : EXIT.profile,
});
