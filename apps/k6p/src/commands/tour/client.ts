import { defineCommand } from "../../frame/command-definition.ts";

export const tourClient = defineCommand({
  summary: "Ask for the projects as a client of the tour",
  hidden: true,
  examples: [],
  args: {},
  flags: {},
  json: false,
  async run({ host }) {
    const { runClient } = await import("../../tour/run-client.ts");
    return runClient(host);
  },
  render: (lines) => lines.join("\n"),
});
