import { execFileSync } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { findProgram, skipUnless } from "@k6p/core/testing/real-parts";
import { findShell } from "@k6p/core/testing/real-shells";
import { describe, expect, it } from "vitest";
import { cannotDrive, DEV, NOTHING, openHooked, PROD, switchesIn } from "./hooked-shell.ts";
import { shellEnvironment, writeProgramK6p } from "./interactive-shell.ts";
import { tokenOf } from "./profile-home.ts";
import { makeShellHome } from "./shell-home.ts";

const SHELLS = ["bash", "zsh", "fish"] as const;
type Shell = (typeof SHELLS)[number];

/** Settings under which a careless script breaks, before and after the line that sets the hook up. */
const HABITS: Readonly<Record<Shell, (line: string) => string>> = {
  bash: (line) =>
    [
      "HISTFILE=~/history",
      `PROMPT_COMMAND='echo "status $?"'`,
      "alias pwd='echo aliased' printf='echo aliased' read='echo aliased'",
      "shopt -s nocasematch nullglob failglob extglob",
      line,
      line,
      "IFS=/; set -u -o noclobber",
    ].join("\n"),
  zsh: (line) =>
    [
      "HISTFILE=~/history HISTSIZE=99 SAVEHIST=99",
      'mine() { echo "status $?" }',
      "precmd_functions=(mine)",
      "alias pwd='echo aliased' printf='echo aliased' read='echo aliased'",
      "setopt ksh_arrays sh_word_split glob_subst no_case_match extended_glob no_clobber",
      line,
      line,
      "setopt no_unset; IFS=/",
    ].join("\n"),
  fish: (line) =>
    [
      'function mine --on-event fish_prompt; echo "status $status"; end',
      "function pwd; echo aliased; end",
      line,
      line,
    ].join("\n"),
};
const TRACE: Readonly<Record<Shell, string>> = { bash: "set -x", zsh: "set -x", fish: "set -g fish_trace 1" };

describe.each(SHELLS)("the hook in %s", (shell) => {
  const path = findShell(shell) ?? shell;
  const skip = cannotDrive(shell);

  it.skipIf(skip)("gets on with the user's own settings and prompt commands, and with being set up twice", async () => {
    const { home, terminal } = await openHooked(shell, { startup: HABITS[shell] });
    const entered = await terminal.see("cd work");
    expect(entered).toMatchObject(PROD);
    expect(entered.screen.match(/k6p: prod/g)).toHaveLength(1);
    expect((await terminal.see("false")).screen).toContain("status 1");
    expect(await terminal.see("cd lab", "cd ../..")).toMatchObject(NOTHING);
    expect(switchesIn(home)).toEqual(["--unasked prod", "--unasked dev", "--unset"]);
    expect(terminal.screen()).not.toContain("aliased");
    await terminal.end();
    if (shell === "fish") return;
    const history = readFileSync(join(home, "history"), "utf8");
    expect(history).toContain("cd work");
    expect(history).not.toMatch(/__k6p|env --shell/);
  });

  it.skipIf(skip)("hands its profile on to a shell within, which leaves for itself", async () => {
    const { home, terminal } = await openHooked(shell);
    expect(await terminal.see("cd work")).toMatchObject(PROD);
    expect(await terminal.see(`${path} -i`)).toMatchObject(PROD);
    expect(switchesIn(home)).toEqual(["--unasked prod"]);
    expect(await terminal.see("cd ..")).toMatchObject(NOTHING);
    expect(await terminal.see("exit")).toMatchObject(PROD);
    expect(await terminal.see(`sh -c 'cd .. && exec ${path} -i'`)).toMatchObject(NOTHING);
    expect(await terminal.see("exit", "cd ..")).toMatchObject(NOTHING);
    expect(switchesIn(home)).toEqual(["--unasked prod", "--unset", "--unset", "--unset"]);
  });

  it.skipIf(skip)("does not go by the folder in a command of exec, and does where that has ended", async () => {
    const { terminal } = await openHooked(shell);
    expect(await terminal.see(`k6p exec dev -- ${path} -i`)).toMatchObject({ profile: "dev", bound: "", token: "" });
    expect(await terminal.see("cd work")).toMatchObject({ profile: "dev", bound: "" });
    expect(await terminal.see("exit", "cd work")).toMatchObject(PROD);
  });

  it.skipIf(skip)("lets env act when it is typed, and print when something else reads it", async () => {
    const { terminal } = await openHooked(shell);
    expect(await terminal.see("k6p env dev")).toMatchObject({ ...DEV, bound: "" });
    expect(await terminal.see("k6p env --unset")).toMatchObject(NOTHING);
    expect((await terminal.see("k6p env dev --help")).screen).toContain("Print shell code");
    const evaluated = shell === "fish" ? "k6p env prod | source" : 'eval "$(k6p env prod)"';
    expect(await terminal.see(evaluated)).toMatchObject({ ...PROD, bound: "" });
    const status = shell === "fish" ? "$status" : "$?";
    const refused = await terminal.see(`k6p use --here nobody; echo "ended with ${status}"`);
    expect(refused).toMatchObject({ ...PROD, bound: "" });
    expect(refused.screen).toContain("ended with 3");
  });

  it.skipIf(skip)("shows no token to a person who traces the shell", async () => {
    const { terminal } = await openHooked(shell);
    await terminal.see(TRACE[shell], "cd work", "cd lab", "k6p use --here prod");
    expect(terminal.screen().replaceAll(/SEEN\d+:.*/g, "")).not.toContain(tokenOf("prod"));
    expect(terminal.screen().replaceAll(/SEEN\d+:.*/g, "")).not.toContain(tokenOf("dev"));
  });

  it.skipIf(skip)("can be interrupted while it waits for a profile, and is quiet until the next folder", async () => {
    const { home, terminal } = await openHooked(shell);
    await terminal.see();
    writeFileSync(join(home, "bin", "k6p"), "#!/bin/sh\necho waiting >&2\nexec sleep 30\n");
    terminal.type("cd work");
    await terminal.waitFor("waiting");
    terminal.press("\u0003");
    await terminal.see("echo goes on", "cd .", "echo still");
    expect(terminal.screen().match(/waiting/g)).toHaveLength(1);
    writeProgramK6p(home);
    expect(await terminal.see("cd src")).toMatchObject(PROD);
  });

  const strace = findProgram("strace");
  const cannotTrace = skip || skipUnless(strace, "strace is not installed");
  it.skipIf(cannotTrace)("starts no process and reads nothing at a prompt where the folder is the same", async () => {
    const plainPrompt = shell === "fish" ? "function fish_prompt; echo -n '> '; end\n" : "";
    const { home, terminal } = await openHooked(shell, {
      startup: (line) => plainPrompt + line,
      command: (folder) => traced(strace ?? "", join(folder, "trace"), path),
    });
    expect(await terminal.see("cd work")).toMatchObject(PROD);
    // Built-ins alone; a look for a file that is not there marks a place in the trace.
    for (const line of ["test -e /mark-same", ":", "true", "", "test -e /mark-moved", "cd src", "test -e /mark-end"])
      terminal.type(line);
    terminal.type('echo "traced: $K6P_BOUND"');
    await terminal.waitFor("traced: prod");
    terminal.type("exit");
    const trace = readFileSync(join(home, "trace"), "utf8");
    const same = between(trace, "/mark-same", "/mark-moved");
    expect(same.filter(startsProcess)).toEqual([]);
    expect(same.filter((call) => call.includes(".k6p"))).toEqual([]);
    const moved = between(trace, "/mark-moved", "/mark-end");
    expect(moved.filter((call) => /\bexecve\(/.test(call))).toEqual([]);
    expect(moved.some((call) => call.includes("bindings.tsv"))).toBe(true);
  });
});

it.skipIf(cannotDrive("bash"))(
  "bash goes on after commands that fail where set -e ends the shell at the first one",
  async () => {
    const { terminal } = await openHooked("bash", { startup: (line) => `${line}\nset -eu` });
    expect(await terminal.see("cd work", "! true")).toMatchObject(PROD);
    expect(await terminal.see("cd lab", "! true", "cd ../..")).toMatchObject(NOTHING);
  },
);

// macOS has a bash that takes no list.
it.runIf(process.platform === "linux")("bash keeps prompt commands that are a list", async () => {
  const own = `PROMPT_COMMAND=('echo "first $?"' 'echo second')`;
  const { home, terminal } = await openHooked("bash", { startup: (line) => `${own}\n${line}\n${line}` });
  expect(await terminal.see("cd work")).toMatchObject(PROD);
  expect((await terminal.see("false")).screen).toMatch(/first 1\nsecond/);
  expect(switchesIn(home)).toEqual(["--unasked prod"]);
  expect(existsSync(join(home, "history"))).toBe(false);
});

it("PowerShell takes and leaves the profile of a folder, and keeps one that was chosen by hand", async () => {
  const pwsh = process.platform === "win32" ? undefined : findProgram("pwsh");
  if (skipUnless(pwsh, "pwsh is not installed", { optional: true })) return;
  const home = await makeShellHome();
  writeProgramK6p(home);
  const tell = '$null = prompt; "seen ${env:K6P_PROFILE} ${env:K6P_BOUND}"';
  const lines = ["k6p hook pwsh | Out-String | Invoke-Expression", tell];
  for (const line of [
    "Set-Location work",
    "Set-Location lab",
    "k6p-here prod",
    "k6p-here --unset",
    "Set-Location ../..",
  ])
    lines.push(line, tell);
  const words = ["-NoProfile", "-NonInteractive", "-Command", lines.join("\n")];
  const printed = execFileSync(pwsh ?? "", words, { cwd: home, env: shellEnvironment(home), encoding: "utf8" });
  expect(printed.split("\n").filter((line) => line.startsWith("seen"))).toEqual([
    "seen  ",
    "seen prod prod",
    "seen dev dev",
    "seen prod ",
    "seen  ",
    "seen  ",
  ]);
});

function traced(strace: string, output: string, shell: string): readonly string[] {
  return [strace, "-f", "-qq", "-s", "200", "-o", output, "-e", "trace=%process,%file", shell, "-i"];
}

/** The calls of the shell itself after the first look for one file and before the one for another. */
function between(trace: string, from: string, to: string): readonly string[] {
  const all = trace.split("\n");
  const shell = all[0]?.split(" ")[0] ?? "";
  const lines = all.filter((line) => line.startsWith(`${shell} `));
  const start = lines.findIndex((line) => line.includes(`"${from}"`));
  const end = lines.findIndex((line) => line.includes(`"${to}"`));
  expect(start).toBeGreaterThan(0);
  expect(end).toBeGreaterThan(start);
  return lines.slice(start + 1, end);
}

/** A thread is none. */
function startsProcess(call: string): boolean {
  return /\b(execve|execveat|fork|vfork)\(/.test(call) || (/\bclone3?\(/.test(call) && !call.includes("CLONE_THREAD"));
}
