import { defineCommand } from "../../frame/command-definition.ts";
import { flag, text } from "../../frame/parameters.ts";
import { DRY_RUN } from "../../flags/dry-run.ts";

export const profileUse = defineCommand({
  summary: "Switch k6 to a profile",
  description: [
    "Writes the profile's token, stack, default project and hosts to k6's configuration file and removes what another identity left there. The rest of the file is unchanged. If the file contains a token that belongs to no profile, k6p first saves it as one.",
    "k6p writes the file that k6 reads: the one in K6_CONFIG if it is set, else k6's default. With --config it writes another file, which you can pass to `k6 --config FILE`.",
  ].join("\n\n"),
  examples: [
    { description: "Switch to prod", command: "k6p use prod" },
    { description: "Switch back to the previous profile", command: "k6p use -" },
    { description: "Pick a profile from a list", command: "k6p use" },
    { description: "Switch only this shell; needs the shell hook", command: "k6p use --here prod" },
    { description: "Show what would change", command: "k6p use prod --dry-run" },
    { description: "Write a file to mount into a container", command: "k6p use prod --config ./k6-prod.json" },
  ],
  args: {
    name: text({
      summary: "Name of the profile, or - for the previous one; if omitted, k6p shows a list",
      label: "NAME",
      complete: "profile",
    }),
  },
  flags: {
    config: text({
      summary: "Write this file instead of k6's configuration file",
      short: "c",
      label: "FILE",
      complete: "files",
    }),
    dryRun: DRY_RUN,
    here: flag({ summary: "Switch only this shell; needs the shell hook, see k6p hook --help" }),
  },
  async run({ engine }, { here, ...input }) {
    if (here) {
      const { explainHere: refuseHere } = await import("@k6p/core/operations/env/explain-here");
      await refuseHere(engine, input.name);
    }
    const { useProfile } = await import("@k6p/core/operations/use/use-profile");
    return useProfile(engine, input);
  },
  toJson: ({ profile, source, file, ...rest }) => ({
    profile: profile.name,
    source,
    file: file.path,
    ...rest,
    rescued: rest.rescued?.name ?? null,
  }),
  reportsChange: true,
  render({ profile, file, outcome, removed, rescued, wasOpen }, style) {
    const name = style.bold(profile.name) + (profile.protected ? " (protected)" : "");
    const lines = [
      {
        created: `k6 now uses profile ${name}: created ${file.path}`,
        written: `k6 now uses profile ${name}: wrote ${file.path}`,
        unchanged: `k6 already uses profile ${name}: ${file.path} is unchanged`,
        "would-create": `k6 would use profile ${name}: would create ${file.path}`,
        "would-write": `k6 would use profile ${name}: would write ${file.path}`,
      }[outcome],
      ...(profile.stackUrl === undefined ? [] : [`  stack    ${profile.stackUrl}`]),
      ...(profile.defaultProjectId === undefined ? [] : [`  project  ${profile.defaultProjectId}`]),
      ...removed.map(({ key, shown }) => `  removed  ${key} ${shown} (left over from another identity)`),
      ...(wasOpen ? [`  mode     changed to 0600; other users could read the file`] : []),
      ...(rescued === undefined ? [] : [`  saved    the previous token as profile ${rescued.name}`]),
    ];
    return lines.join("\n");
  },
});
