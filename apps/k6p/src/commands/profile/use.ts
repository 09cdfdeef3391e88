import { defineCommand } from "../../frame/command-definition.ts";
import { flag, text } from "../../frame/parameters.ts";

export const profileUse = defineCommand({
  summary: "Make k6 use a profile, by writing it into k6's configuration file",
  description: [
    "Writes the profile's token, stack, default project and hosts into the file that k6 reads, and removes what another identity left there. Every other byte of the file stays. A token in the file that no profile holds is saved as a profile of its own first.",
    "The file is the one that k6 itself would read: K6_CONFIG if it is set, else the default place. With --config it is any file, made when it is missing, to be given to k6 with `k6 --config FILE`.",
  ].join("\n\n"),
  examples: [
    { description: "Use the profile prod from now on", command: "k6p use prod" },
    { description: "Go back to the one before", command: "k6p use -" },
    { description: "Use prod in this shell alone, where the hook is set up", command: "k6p use --here prod" },
    { description: "See what would change", command: "k6p use prod --dry-run" },
    { description: "Make a file to mount into a container", command: "k6p use prod --config ./k6-prod.json" },
  ],
  args: {
    name: text({
      summary: "Name of the profile; - for the one used before, a list to pick from if left out",
      label: "NAME",
      complete: "profile",
    }),
  },
  flags: {
    config: text({
      summary: "Write this file instead of the one that k6 reads by default",
      short: "c",
      label: "FILE",
      complete: "files",
    }),
    dryRun: flag({ summary: "Say what would change, and change nothing" }),
    here: flag({ summary: "Use it in this shell alone; needs the shell's hook: see k6p hook --help" }),
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
  render({ profile, file, outcome, removed, rescued, wasOpen }, style) {
    const name = style.bold(profile.name) + (profile.protected ? " (protected)" : "");
    const lines = [
      {
        created: `k6 now uses profile ${name}: made ${file.path}`,
        written: `k6 now uses profile ${name}: wrote ${file.path}`,
        unchanged: `k6 uses profile ${name} already: ${file.path} is unchanged`,
        "would-create": `k6 would use profile ${name}: would make ${file.path}`,
        "would-write": `k6 would use profile ${name}: would write ${file.path}`,
      }[outcome],
      ...(profile.stackUrl === undefined ? [] : [`  stack    ${profile.stackUrl}`]),
      ...(profile.defaultProjectId === undefined ? [] : [`  project  ${profile.defaultProjectId}`]),
      ...removed.map(({ key, shown }) => `  removed  ${key} ${shown} (left over from another identity)`),
      ...(wasOpen ? [`  mode     0600 now; other users could read the file before`] : []),
      ...(rescued === undefined ? [] : [`  saved    the token that was there, as profile ${rescued.name}`]),
    ];
    return lines.join("\n");
  },
});
