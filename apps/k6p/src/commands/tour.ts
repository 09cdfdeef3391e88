import { defineCommand } from "../frame/command-definition.ts";

export const tour = defineCommand({
  summary: "Try k6p against a fake cloud in a temporary home folder",
  description:
    "Starts a fake Grafana Cloud k6 API on this machine, adds two profiles, switches k6 between them in every way and shows what the cloud receives. All output comes from real commands. Your files and your keyring are not touched.",
  examples: [{ description: "Take the tour", command: "k6p tour" }],
  args: {},
  flags: {},
  json: false,
  async run({ host, terminal }) {
    const { runTour } = await import("../tour/run-tour.ts");
    await runTour({ host, print: (text) => terminal.print(text) });
  },
});
