import { EXIT } from "@k6p/core/errors/error-codes";
import { defineCommand } from "../frame/command-definition.ts";
import { text } from "../frame/parameters.ts";
import { CONFIRM_FLAG } from "../flags/confirm-flag.ts";
import { PROFILE_OR_ACTIVE } from "../flags/profile-arguments.ts";
import { PROJECT } from "../flags/project.ts";

export const shell = defineCommand({
  summary: "Open a shell in which k6 uses a profile",
  description: [
    "As with `k6p exec`, the profile is in a private file that K6_CONFIG points to. The file is removed when the shell ends, and the environment contains no token. The shell reads your startup files and history. In bash, zsh and fish the prompt starts with the name of the profile, unless K6P_SHELL_PROMPT=plain is set. The variable K6P_PROFILE contains the name in every shell.",
    "k6p exits with the exit code of the shell. If you run `k6 cloud login` in the shell, only the private file changes; k6p then saves the new token as a profile. You cannot open a k6p shell inside another one: exit the first, or use `k6p exec`.",
  ].join("\n\n"),
  examples: [
    { description: "Open a shell that uses prod", command: "k6p shell prod" },
    { description: "Open zsh instead of your usual shell", command: "k6p shell prod --shell zsh" },
  ],
  args: { name: PROFILE_OR_ACTIVE },
  flags: {
    shell: text({ summary: "Name or path of the shell; your shell if omitted", label: "PROGRAM" }),
    yes: CONFIRM_FLAG,
    project: PROJECT,
  },
  json: false,
  async run({ engine }, { name, shell: program, yes, project }) {
    const { openShell: runShell } = await import("@k6p/core/operations/run/open-shell");
    return runShell(engine, { name, program, yes, project });
  },
  exitCode: ({ end }) => end.exitCode ?? EXIT.failure,
  exitSignal: ({ end }) => end.signal,
});
