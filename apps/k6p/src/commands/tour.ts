import { defineCommand } from "../frame/command-definition.ts";

export const tour = defineCommand({
  summary: "See the main job done, on a stand-in of the cloud and in a throw-away home",
  description:
    "Starts a stand-in of the Grafana Cloud k6 API on the loopback address, adds two profiles, switches k6 between them in every way, and shows what arrives at the cloud. Every line is the real output of a real command. Your own files and keyring are not touched.",
  examples: [{ description: "Take the tour", command: "k6p tour" }],
  args: {},
  flags: {},
  json: false,
  async run({ host, terminal }) {
    const { runTour } = await import("../tour/run-tour.ts");
    await runTour({ host, print: (text) => terminal.print(text) });
  },
});
