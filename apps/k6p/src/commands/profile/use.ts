import { EXIT } from "@k6p/core/errors/error-codes";
import type { UsedProfile } from "@k6p/core/operations/use/use-profile";
import { defineCommand } from "../../frame/command-definition.ts";
import { flag, text } from "../../frame/parameters.ts";
import { CONFIRM_FLAG } from "../../flags/confirm-flag.ts";
import { DRY_RUN } from "../../flags/dry-run.ts";
import { effectNotices } from "../../render/effect-here.ts";

export const profileUse = defineCommand({
  summary: "Switch k6 to a profile",
  description: [
    "Writes the profile's token, stack, default project and hosts to k6's configuration file and removes what another identity left there. The rest of the file is unchanged. If the file contains a token that belongs to no profile, k6p first saves it as one.",
    "k6p writes the file that k6 reads: the one in K6_CONFIG if it is set, else k6's default. With --config it writes another file, which you can pass to `k6 --config FILE`.",
    "k6p exits with 3 if k6 in this shell still uses something else, such as the profile of `k6p shell` or of a variable. Standard error then says what to type.",
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
    yes: CONFIRM_FLAG,
    here: flag({ summary: "Switch only this shell; needs the shell hook, see k6p hook --help" }),
  },
  async run({ engine }, { here, ...input }) {
    if (here) {
      const { explainHere: refuseHere } = await import("@k6p/core/operations/env/explain-here");
      await refuseHere(engine, input.name);
    }
    const { useProfile } = await import("@k6p/core/operations/use/use-profile");
    const used = await useProfile(engine, input);
    for (const notice of effectNotices(used)) engine.notify(notice);
    return used;
  },
  toJson: ({ profile, source, file, here, ...rest }) => ({
    profile: profile.name,
    source,
    file: file.path,
    inEffect: here.inEffect,
    thisShell: { profile: here.profile ?? null, reason: here.reason ?? null, remedy: here.remedy },
    ...rest,
    rescued: rest.rescued?.name ?? null,
  }),
  reportsChange: true,
  render({ profile, file, outcome, removed, rescued, wasOpen, here }, style) {
    const name = style.bold(profile.name) + (profile.protected ? " (protected)" : "");
    const lines = [
      here.inEffect ? IN_EFFECT[outcome](name, file.path) : WRITTEN[outcome](name, file.path),
      ...(profile.stackUrl === undefined ? [] : [`  stack    ${profile.stackUrl}`]),
      ...(profile.defaultProjectId === undefined ? [] : [`  project  ${profile.defaultProjectId}`]),
      ...removed.map(({ key, shown }) => `  removed  ${key} ${shown} (left over from another identity)`),
      ...(wasOpen ? [`  mode     changed to 0600; other users could read the file`] : []),
      ...(rescued === undefined ? [] : [`  saved    the previous token as profile ${rescued.name}`]),
    ];
    return lines.join("\n");
  },
  exitCode: ({ here }) => (here.inEffect || here.reason === "other-file" ? EXIT.success : EXIT.profile),
});

type Sentence = (name: string, path: string) => string;

const IN_EFFECT: Readonly<Record<UsedProfile["outcome"], Sentence>> = {
  created: (name, path) => `k6 now uses profile ${name}: created ${path}`,
  written: (name, path) => `k6 now uses profile ${name}: wrote ${path}`,
  unchanged: (name, path) => `k6 already uses profile ${name}: ${path} is unchanged`,
  "would-create": (name, path) => `k6 would use profile ${name}: would create ${path}`,
  "would-write": (name, path) => `k6 would use profile ${name}: would write ${path}`,
};

const WRITTEN: Readonly<Record<UsedProfile["outcome"], Sentence>> = {
  created: (name, path) => `Wrote profile ${name} to ${path} (new)`,
  written: (name, path) => `Wrote profile ${name} to ${path}`,
  unchanged: (name, path) => `${path} already has profile ${name}`,
  "would-create": (name, path) => `Would write profile ${name} to ${path} (new)`,
  "would-write": (name, path) => `Would write profile ${name} to ${path}`,
};
