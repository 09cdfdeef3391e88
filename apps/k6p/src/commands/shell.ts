import { defineCommand } from "../frame/command-definition.ts";
import { text } from "../frame/parameters.ts";

export const shell = defineCommand({
  summary: "Open a shell in which k6 uses a profile",
  description: [
    "k6 finds the profile in a private file that K6_CONFIG names, as it does under `exec`; the file is removed when the shell ends, and no token is in the environment. Startup files and history are your own. In bash, zsh and fish the prompt begins with the profile; elsewhere, and with K6P_SHELL_PROMPT=plain, only the variable K6P_PROFILE names it.",
    "The exit code is the shell's. A `k6 cloud login` inside changes only that file; its token is noticed and saved as a profile. Within such a shell there is no other one: leave it first, or use `k6p exec`.",
  ].join("\n\n"),
  examples: [
    { description: "Work with prod for a while", command: "k6p shell prod" },
    { description: "In another shell than the one you are in", command: "k6p shell prod --shell zsh" },
  ],
  args: {
    name: text({ summary: "Name of the profile; the active one if left out", label: "NAME", complete: "profile" }),
  },
  flags: { shell: text({ summary: "Name or path of the shell; yours if left out", label: "PROGRAM" }) },
  json: false,
  async run({ engine }, { name, shell: program }) {
    const { openShell: runShell } = await import("@k6p/core/operations/run/open-shell");
    return runShell(engine, { name, program });
  },
  exitCode: ({ end }) => end.exitCode ?? 1,
  exitSignal: ({ end }) => end.signal,
});
