import { defineCommand } from "../frame/command-definition.ts";

export const version = defineCommand({
  summary: "Show the versions of k6p and of the Node that runs it",
  examples: [{ description: "For a bug report", command: "k6p version --json" }],
  args: {},
  flags: {},
  run: async ({ versions, host }) => ({ ...versions, platform: host.platform }),
  render: ({ k6p, node, platform, standalone }) =>
    `k6p ${k6p} (${standalone ? "standalone" : `Node ${node}`}, ${platform})`,
});
