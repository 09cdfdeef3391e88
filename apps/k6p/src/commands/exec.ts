import { EXIT } from "@k6p/core/errors/error-codes";
import { defineCommand } from "../frame/command-definition.ts";
import { afterDashes, flag } from "../frame/parameters.ts";
import { PROFILE_OR_ACTIVE } from "../flags/profile-arguments.ts";

export const exec = defineCommand({
  summary: "Run one command with a profile",
  description: [
    "k6p writes the profile to a private file, points K6_CONFIG to it and removes it when the command ends. The environment of the command contains no token, so a k6 script cannot read it there. The command keeps the terminal, standard input and signals, and k6p exits with its exit code.",
    "If the command runs `k6 cloud login`, only the private file changes. k6p then saves the new token as a profile.",
  ].join("\n\n"),
  examples: [
    { description: "Run a cloud test on prod", command: "k6p exec prod -- k6 cloud run script.js" },
    { description: "Run a command with the active profile", command: "k6p exec -- k6 cloud project list" },
    { description: "Run a tool that reads K6_CLOUD_TOKEN", command: "k6p exec prod --with-env -- ./report.sh" },
  ],
  args: {
    name: PROFILE_OR_ACTIVE,
    command: afterDashes({ summary: "Command to run, with its arguments, after --", label: "COMMAND", required: true }),
  },
  flags: {
    withEnv: flag({ summary: "Also set K6_CLOUD_TOKEN and K6_CLOUD_STACK_ID for the command" }),
    byFolder: flag({ summary: "The name comes from the folder's binding, by the shell hook", hidden: true }),
  },
  json: false,
  async run({ engine }, input) {
    const { execCommand: runCommand } = await import("@k6p/core/operations/run/exec-command");
    return runCommand(engine, input);
  },
  exitCode: ({ end }) => end.exitCode ?? EXIT.failure,
  exitSignal: ({ end }) => end.signal,
});
