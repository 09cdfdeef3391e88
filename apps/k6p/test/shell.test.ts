import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { findShell } from "@k6p/core/testing/real-shells";
import { describe, expect, it } from "vitest";
import { cannotDrive } from "./hooked-shell.ts";
import { InteractiveShell, type ShellName, shellEnvironment } from "./interactive-shell.ts";
import { privateFiles, tokenOf, VAULT } from "./profile-home.ts";
import { PROGRAM, runK6p } from "./run-k6p.ts";
import { makeShellHome } from "./shell-home.ts";

/** Startup files of a person who has a prompt, something of their own, history, and the hook. */
const STARTUP = {
  bash: 'PS1="mine> "\nOWN=rc\nHISTFILE=~/history\neval "$(k6p hook bash)"\nPROMPT_COMMAND="$PROMPT_COMMAND;"',
  zsh: 'PROMPT="mine> "\nOWN=rc\nHISTFILE=~/history SAVEHIST=9 HISTSIZE=9\nsetopt inc_append_history\neval "$(k6p hook zsh)"',
  fish: 'function fish_prompt; echo -n "mine> "; end\nset -g OWN rc\nk6p hook fish | source',
} as const;
const SHELLS = Object.keys(STARTUP) as readonly (keyof typeof STARTUP)[];

function openShell(shell: ShellName, home: string, startup?: string): InteractiveShell {
  const command = [process.execPath, PROGRAM, "shell", "prod", "--shell", findShell(shell) ?? shell];
  return new InteractiveShell(shell, { home, command, ...(startup === undefined ? {} : { startup }) });
}

describe.each(SHELLS)("k6p shell with %s", (shell) => {
  const skip = cannotDrive(shell);

  it.skipIf(skip)(
    "has the identity in a private file, a mark before the user's own prompt, and no other one in it",
    async () => {
      const home = await makeShellHome();
      const terminal = openShell(shell, home, STARTUP[shell]);
      const seen = await terminal.see(`echo "own is $OWN"`);
      expect(seen).toMatchObject({ profile: "prod", bound: "", token: "" });
      expect(readFileSync(seen.config, "utf8")).toContain(tokenOf("prod"));
      expect(privateFiles(home)).toHaveLength(1);
      const refused = await terminal.see("k6p shell dev");
      expect(refused.screen).toContain("Already in a k6p shell (profile prod).");
      expect(refused.screen).toContain("k6p exec dev -- COMMAND");
      expect(await terminal.end("exit 7")).toBe(7);
      expect(privateFiles(home)).toEqual([]);
      const screen = terminal.screen();
      for (const text of [
        "k6 uses profile prod in this shell. Type exit to leave it.",
        "own is rc",
        "(k6p:prod) mine> ",
      ])
        expect(screen).toContain(text);
      expect(screen).not.toContain("(k6p:prod) (k6p:prod)");
      if (shell !== "fish") expect(readFileSync(join(home, "history"), "utf8")).toContain("k6p shell dev");
    },
  );

  it.skipIf(skip)(
    "does not go by the folder, follows a change by hand, and leaves nothing when the terminal closes",
    async () => {
      const home = await makeShellHome();
      const terminal = openShell(shell, home, STARTUP[shell]);
      expect(await terminal.see("cd work/lab")).toMatchObject({ profile: "prod", bound: "" });
      expect(await terminal.see("k6p use --here dev")).toMatchObject({ profile: "dev", token: tokenOf("dev") });
      await terminal.waitFor("(k6p:dev) mine> ");
      terminal.kill("SIGHUP");
      for (let tries = 0; tries < 800 && privateFiles(home).length > 0; tries++) await sleep(25);
      expect(privateFiles(home)).toEqual([]);
    },
  );
});

describe.skipIf(process.platform === "win32")("k6p shell", () => {
  it("gives zsh its own folder of startup files back", async () => {
    if (cannotDrive("zsh")) return;
    const home = await makeShellHome();
    const own = join(home, "zsh files");
    mkdirSync(own);
    writeFileSync(join(own, ".zshenv"), "ENVFILE=read\n");
    writeFileSync(join(own, ".zshrc"), 'PROMPT="own> "\n');
    const command = [process.execPath, PROGRAM, "shell", "prod", "--shell", "zsh"];
    const terminal = new InteractiveShell("zsh", { home, command, env: { ZDOTDIR: own } });
    await terminal.see('echo "$ENVFILE, $ZDOTDIR, ${K6P_ZDOTDIR-none}"');
    expect(terminal.screen()).toContain(`read, ${own}, none`);
    expect(terminal.screen()).toContain("(k6p:prod) own> ");
  });

  it("keeps the mark where the prompt is made again each time", async () => {
    const home = await makeShellHome();
    const terminal = openShell("bash", home, "again() { PS1='fresh> '; }; PROMPT_COMMAND=again");
    await terminal.see(":", ":");
    expect(terminal.screen()).toContain("(k6p:prod) fresh> ");
    expect(terminal.screen()).not.toMatch(/^fresh> /m);
  });

  it("leaves the prompt alone where it is told to", async () => {
    const home = await makeShellHome();
    const command = [process.execPath, PROGRAM, "shell", "prod", "--shell", "bash"];
    const env = { K6P_SHELL_PROMPT: "plain" };
    const terminal = new InteractiveShell("bash", { home, command, env, startup: STARTUP.bash });
    expect(await terminal.see(":")).toMatchObject({ profile: "prod" });
    expect(terminal.screen()).toContain("mine> ");
    expect(terminal.screen()).not.toContain("(k6p:");
  });

  it("opens the shell that it was started from", async () => {
    if (cannotDrive("fish")) return;
    const home = await makeShellHome();
    const terminal = new InteractiveShell("fish", { home, env: { SHELL: "/bin/sh" }, startup: STARTUP.fish });
    expect(await terminal.see("k6p shell prod")).toMatchObject({ profile: "prod" });
    await terminal.waitFor("(k6p:prod) mine> ");
    expect(await terminal.see("exit")).toMatchObject({ profile: "" });
    expect(privateFiles(home)).toEqual([]);
  });

  it("takes commands from standard input, ends as the shell does, and saves the token of a login inside", async () => {
    const home = await makeShellHome();
    const login =
      'const fs = require("node:fs"), file = process.env.K6_CONFIG; fs.writeFileSync(file, fs.readFileSync(file, "utf8").replace(/token-of-prod[^"]*/, "typed-into-k6-0001"))';
    const stdin = `echo "$K6P_PROFILE"; "${process.execPath}" -e '${login}'; exit 3`;
    const ran = await runK6p(["shell", "prod", "--shell", "sh"], { home, env: VAULT, stdin });
    expect(ran).toMatchObject({ code: 3, stdout: "prod\n" });
    expect(ran.stderr).toContain("k6 cloud login changed the token");
    expect(privateFiles(home)).toEqual([]);
  });

  it("says so when there is no such shell", async () => {
    const home = await makeShellHome();
    const ran = await runK6p(["shell", "prod", "--shell", "nosuchshell"], { home, env: VAULT });
    expect(ran.code).toBe(127);
    expect(privateFiles(home)).toEqual([]);
  });

  it("is refused only while the outer shell lives", async () => {
    const home = await makeShellHome();
    const stale = { K6P_SHELL: "1", K6_CONFIG: join(home, ".k6p", "run", "k6-gone", "config.json") };
    const env = { ...VAULT, ...stale, PATH: shellEnvironment(home)["PATH"] ?? "" };
    const ran = await runK6p(["shell", "prod", "--shell", "sh"], { home, env, stdin: "exit 0" });
    expect(ran.code, ran.stderr).toBe(0);
  });
});
