import { defineCommand } from "../frame/command-definition.ts";
import { afterDashes, flag, text } from "../frame/parameters.ts";

export const exec = defineCommand({
  summary: "Run one command under a profile",
  description: [
    "The command finds the profile in a private file that K6_CONFIG names; the file is removed when the command has ended. Its environment holds no token, so a k6 script cannot read it there. Exit code, signals, terminal and standard input are the command's own.",
    "A `k6 cloud login` inside changes only that file; its token is noticed and saved as a profile.",
  ].join("\n\n"),
  examples: [
    { description: "Run a cloud test on prod, whatever is active", command: "k6p exec prod -- k6 cloud run script.js" },
    { description: "With the active profile", command: "k6p exec -- k6 cloud project list" },
    { description: "For a tool that wants variables", command: "k6p exec prod --with-env -- ./report.sh" },
  ],
  args: {
    name: text({ summary: "Name of the profile; the active one if left out", label: "NAME", complete: "profile" }),
    command: afterDashes({ summary: "The command and its arguments, after --", label: "COMMAND", required: true }),
  },
  flags: {
    withEnv: flag({ summary: "Also give the command K6_CLOUD_TOKEN and K6_CLOUD_STACK_ID" }),
    byFolder: flag({ summary: "The name is the one that the folder had for the hook of the shell", hidden: true }),
  },
  json: false,
  async run({ engine }, input) {
    const { execCommand: runCommand } = await import("@k6p/core/operations/run/exec-command");
    return runCommand(engine, input);
  },
  exitCode: ({ end }) => end.exitCode ?? 1,
  exitSignal: ({ end }) => end.signal,
});
