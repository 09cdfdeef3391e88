import { defineCommand } from "../frame/command-definition.ts";

export const version = defineCommand({
  summary: "Show the version of k6p and of Node.js",
  examples: [
    { description: "Show the version", command: "k6p version" },
    { description: "Print it for a bug report", command: "k6p version --json" },
  ],
  args: {},
  flags: {},
  run: async ({ versions, host }) => ({ ...versions, platform: host.platform }),
  render: ({ k6p, node, platform, standalone }) =>
    `k6p ${k6p} (${standalone ? "standalone" : `Node ${node}`}, ${platform})`,
});
