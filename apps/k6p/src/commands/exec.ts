import { EXIT } from "@k6p/core/errors/error-codes";
import { defineCommand } from "../frame/command-definition.ts";
import { CONFIRM_FLAG } from "../flags/confirm-flag.ts";
import { PROJECT } from "../flags/project.ts";
import { afterDashes, flag, integer, text } from "../frame/parameters.ts";

export const exec = defineCommand({
  summary: "Run one command with a profile",
  description: [
    "k6p writes the profile to a private file, points K6_CONFIG to it and removes it when the command ends. The environment of the command contains no token, so a k6 script cannot read it there. The command keeps the terminal, standard input and signals, and k6p exits with its exit code.",
    "If the command runs `k6 cloud login`, only the private file changes. k6p then saves the new token as a profile.",
    "With several names (prod,staging), a pattern ('team-*'), --tag or --all, k6p runs the command for each profile, four at a time. Each line of output begins with the name of the profile, and a table explains the exit codes. With --json, the results go to standard output and the lines to standard error.",
  ].join("\n\n"),
  examples: [
    { description: "Run a cloud test on prod", command: "k6p exec prod -- k6 cloud run script.js" },
    { description: "Run a command with the active profile", command: "k6p exec -- k6 cloud project list" },
    {
      description: "Upload a test to every stack of a customer",
      command: "k6p exec --tag customer-a -- k6 cloud upload s.js",
    },
    { description: "Run a tool that reads K6_CLOUD_TOKEN", command: "k6p exec prod --with-env -- ./report.sh" },
  ],
  args: {
    name: text({
      summary: "Profile, or several with commas or a pattern (default: the active profile)",
      label: "NAME",
      complete: "profile",
    }),
    command: afterDashes({ summary: "Command to run, with its arguments, after --", label: "COMMAND", required: true }),
  },
  flags: {
    withEnv: flag({ summary: "Also set K6_CLOUD_TOKEN and K6_CLOUD_STACK_ID for the command" }),
    tag: text({ summary: "Run it for all profiles with this tag", label: "TAG", complete: "tag" }),
    all: flag({ summary: "Run it for all profiles" }),
    jobs: integer({ summary: "How many run at the same time (default: 4)", short: "j", label: "N", min: 1, max: 64 }),
    failFast: flag({ summary: "Start no more commands after one has failed" }),
    yes: CONFIRM_FLAG,
    project: PROJECT,
    force: flag({ summary: "Run the command although it leaves a protected profile" }),
    byFolder: flag({ summary: "The name comes from the folder's binding, by the shell hook", hidden: true }),
  },
  async run(context, { tag, all, jobs, failFast, ...input }) {
    if (tag !== undefined || all || context.wantsJson || /[,*?]/.test(input.name ?? "")) {
      const { execOnMany } = await import("../fan-out/exec-on-many.ts");
      return execOnMany(context, { ...input, tag, all, jobs, failFast });
    }
    const { execCommand } = await import("@k6p/core/operations/run/exec-command");
    const { end } = await execCommand(context.engine, input);
    return { exitCode: end.exitCode ?? EXIT.failure, signal: end.signal, results: [] };
  },
  toJson: ({ results }) => ({ results }),
  exitCode: ({ exitCode }) => exitCode,
  exitSignal: ({ signal }) => signal,
});
