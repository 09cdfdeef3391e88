import { join } from "node:path";
import { skipUnless } from "@k6p/core/testing/real-parts";
import { findShell } from "@k6p/core/testing/real-shells";
import { callsOfK6p, InteractiveShell, type ShellName } from "./interactive-shell.ts";
import { tokenOf } from "./profile-home.ts";
import { makeShellHome, runWell } from "./shell-home.ts";

/** What programs see in a shell that the hook has given prod or dev, or nothing. */
export const PROD = { profile: "prod", bound: "prod", token: tokenOf("prod") };
export const DEV = { profile: "dev", bound: "dev", token: tokenOf("dev") };
export const NOTHING = { profile: "", bound: "", token: "", config: "" };

/** The line that sets the hook up; nushell needs a file, made before. */
export function setUpLine(shell: ShellName, options: { readonly k6pHome: string; readonly flags?: string }): string {
  const flags = options.flags === undefined ? "" : ` ${options.flags}`;
  switch (shell) {
    case "fish":
      return `k6p hook fish${flags} | source`;
    case "elvish":
      return `eval (k6p hook elvish${flags} | slurp)`;
    case "nu":
      return `source ${JSON.stringify(join(options.k6pHome, "data", "hooks", "k6p.nu"))}`;
    default:
      return `eval "$(k6p hook ${shell}${flags})"`;
  }
}

/** Whether a shell cannot be driven here, with the reason printed. On Windows the pty and the `k6p` of these tests are none. */
export function cannotDrive(shell: ShellName): boolean {
  return process.platform === "win32" || skipUnless(findShell(shell), `${shell} is not installed`);
}

interface HookedShell {
  readonly home: string;
  readonly terminal: InteractiveShell;
}

interface Options {
  readonly flags?: string;
  /** The whole startup file, from the line that sets the hook up. */
  readonly startup?: (line: string) => string;
  /** What is to be run in place of the shell alone, ending with a shell. */
  readonly command?: (home: string) => readonly string[];
}

/** A shell in a home with bound folders, set up as the documentation says. */
export async function openHooked(shell: ShellName, options: Options = {}): Promise<HookedShell> {
  const { flags, startup = (line) => line, command } = options;
  const home = await makeShellHome();
  const some = flags === undefined ? {} : { flags };
  if (shell === "nu") await runWell(home, ["hook", "nushell", "--path", ...Object.values(some)]);
  const line = setUpLine(shell, { k6pHome: join(home, ".k6p"), ...some });
  const terminal = new InteractiveShell(shell, {
    home,
    startup: startup(line),
    ...(command === undefined ? {} : { command: command(home) }),
  });
  return { home, terminal };
}

/** What the shells of a home asked `k6p env` for. */
export function switchesIn(home: string): readonly string[] {
  return callsOfK6p(home).flatMap((call) => /^env --shell \w+ (.*)/.exec(call)?.[1] ?? []);
}
