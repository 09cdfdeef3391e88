import { defineCommand } from "../../frame/command-definition.ts";
import { flag, text } from "../../frame/parameters.ts";

export const profileClear = defineCommand({
  summary: "Remove the identity from k6's configuration file, and nothing else",
  description:
    "Removes token, stack, project and hosts from the file, so that k6 uses no account any more. Profiles and their tokens stay. A token in the file that no profile holds is saved as a profile first.",
  examples: [
    { description: "Leave no account for k6 to use", command: "k6p profile clear" },
    { description: "See what would be removed", command: "k6p profile clear --dry-run" },
  ],
  args: {},
  flags: {
    config: text({
      summary: "Clear this file instead of the one that k6 reads by default",
      short: "c",
      label: "FILE",
      complete: "files",
    }),
    dryRun: flag({ summary: "Say what would change, and change nothing" }),
  },
  async run({ engine }, input) {
    const { clearIdentity } = await import("@k6p/core/operations/use/clear-identity");
    return clearIdentity(engine, input);
  },
  toJson: ({ file, ...rest }) => ({ file: file.path, ...rest, rescued: rest.rescued?.name ?? null }),
  render({ file, outcome, changed }) {
    if (outcome === "unchanged") return `${file.path} holds no identity: nothing to remove`;
    const verb = outcome === "would-write" ? "would remove" : "removed";
    return `${verb} ${changed.join(", ")} from ${file.path}`;
  },
});
