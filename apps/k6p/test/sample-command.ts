import { defineCommand } from "../src/frame/command-definition.ts";
import { afterDashes, choice, flag, integer, list, refused, text } from "../src/frame/parameters.ts";

/** A command that has every kind of parameter. */
export const sampleCommand = defineCommand({
  summary: "Show every kind of parameter",
  examples: [{ description: "All of them", command: "k6p sample one -- two" }],
  args: {
    name: text({ summary: "A name", required: true }),
    place: text({ summary: "A place" }),
    command: afterDashes({ summary: "A command", label: "COMMAND", required: false }),
  },
  flags: {
    stackId: integer({ summary: "A number", short: "i", min: 1, max: 99 }),
    colour: choice({ summary: "A colour", options: ["red", "green"], default: "green" }),
    config: text({ summary: "A file", short: "c", label: "FILE" }),
    tag: list({ summary: "Tags" }),
    force: flag({ summary: "Force", short: "f" }),
    verify: flag({ summary: "Verify", negatable: true }),
    dryRun: flag({ summary: "Try", exclusive: ["force"] }),
    deep: flag({ summary: "Deep", dependsOn: ["config"] }),
    token: refused({ code: "TOKEN_ON_COMMAND_LINE", message: "No token here.", remedy: ["Pipe it in."] }),
  },
  run: async (_, input) => input,
});
