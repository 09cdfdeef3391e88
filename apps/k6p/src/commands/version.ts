import { defineCommand } from "../command-definition.ts";

export const version = defineCommand({
  summary: "Show the versions of k6p and of the Node that runs it",
  examples: [{ description: "For a bug report", command: "k6p version --json" }],
  args: {},
  flags: {},
  async run({ host }) {
    const { VERSION } = await import("../version.ts");
    return { version: VERSION, node: process.versions.node, platform: host.platform };
  },
  render: (result) => `k6p ${result.version} (Node ${result.node}, ${result.platform})`,
});
