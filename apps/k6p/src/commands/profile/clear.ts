import { defineCommand } from "../../frame/command-definition.ts";
import { flag, text } from "../../frame/parameters.ts";
import { DRY_RUN } from "../../flags/dry-run.ts";

export const profileClear = defineCommand({
  summary: "Remove the token and stack from k6's configuration file",
  description:
    "Removes the token, stack, project and hosts, so k6 no longer uses an account. The rest of the file is unchanged, and your profiles and their tokens are kept. If the file contains a token that belongs to no profile, k6p first saves it as one, unless you pass --discard.",
  examples: [
    { description: "Make k6 use no account", command: "k6p profile clear" },
    { description: "Also drop a token that no profile has", command: "k6p profile clear --discard" },
    { description: "Show what would be removed", command: "k6p profile clear --dry-run" },
  ],
  args: {},
  flags: {
    config: text({
      summary: "Clear this file instead of k6's configuration file",
      short: "c",
      label: "FILE",
      complete: "files",
    }),
    dryRun: DRY_RUN,
    discard: flag({
      summary: "Drop a token that belongs to no profile instead of saving it; k6p cannot bring it back",
    }),
  },
  async run({ engine }, input) {
    const { clearIdentity } = await import("@k6p/core/operations/use/clear-identity");
    return clearIdentity(engine, input);
  },
  toJson: ({ file, ...rest }) => ({ file: file.path, ...rest, rescued: rest.rescued?.name ?? null }),
  reportsChange: true,
  render({ file, outcome, changed }) {
    if (outcome === "unchanged") return `Nothing to remove: ${file.path} contains no token or stack.`;
    const verb = outcome === "would-write" ? "Would remove" : "Removed";
    return `${verb} ${changed.join(", ")} from ${file.path}`;
  },
});
