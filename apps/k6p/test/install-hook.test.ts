import { execFileSync } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { HOOKS } from "@k6p/core/hooks/hooks";
import { skipUnless } from "@k6p/core/testing/real-parts";
import { findShell } from "@k6p/core/testing/real-shells";
import { describe, expect, it } from "vitest";
import { HOOK_SHELL_ARG } from "../src/flags/shell-argument.ts";
import { runInProcess } from "./run-in-process.ts";
import { bareEnvironment, PROGRAM, requireProgram, throwAwayHome } from "./run-k6p.ts";

const isWindows = process.platform === "win32";

/** The startup files that the hook adds lines to, below the home. */
const STARTUP_FILES = {
  bash: ".bashrc",
  zsh: ".zshrc",
  pwsh: ".config/powershell/Microsoft.PowerShell_profile.ps1",
  elvish: ".config/elvish/rc.elv",
} as const;
const OWN_FILES = {
  fish: ".config/fish/conf.d/k6p-hook.fish",
  nushell: ".config/nushell/autoload/k6p-hook.nu",
} as const;

async function hook(home: string, ...words: readonly string[]): Promise<string> {
  const { code, stdout, stderr } = await runInProcess(["hook", ...words], { home });
  expect(code, stderr).toBe(0);
  return stdout;
}

describe.skipIf(isWindows)("hook install", () => {
  it("knows every shell that has a hook", () => {
    expect(HOOK_SHELL_ARG.options).toEqual(HOOKS.map(({ id }) => id));
    expect([...Object.keys(STARTUP_FILES), ...Object.keys(OWN_FILES)].toSorted()).toEqual(
      HOOKS.map(({ id }) => id).toSorted(),
    );
  });

  it.each(Object.entries(STARTUP_FILES))(
    "adds lines to the startup file of %s, and removes them again",
    async (shell, path) => {
      const home = throwAwayHome();
      const file = join(home, path);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, "# mine\nx=1");
      const printed = await hook(home, "install", shell);
      const added = readFileSync(file, "utf8").slice("# mine\nx=1\n".length).split("\n");
      expect(added).toHaveLength(3);
      for (const line of added) expect(printed).toContain(line);
      expect(added[1]).toContain(`k6p hook ${shell}`);
      expect(await hook(home, "install", shell)).toContain("already installed");
      expect(await hook(home, "install", shell, "--wrap-k6")).toContain("--wrap-k6");
      expect(readFileSync(file, "utf8").match(/k6p hook/g)).toHaveLength(3);
      await hook(home, "uninstall", shell);
      expect(readFileSync(file, "utf8")).toBe("# mine\nx=1");
      expect(await hook(home, "uninstall", shell)).toContain("not installed");
    },
  );

  it.each(Object.entries(OWN_FILES))("writes a file that %s loads, and edits none", async (shell, path) => {
    const home = throwAwayHome();
    await hook(home, "install", shell);
    expect(readFileSync(join(home, path), "utf8")).toContain("k6p");
    expect(await hook(home, "install", shell)).toContain("already installed");
    await hook(home, "uninstall", shell);
    expect(existsSync(join(home, path))).toBe(false);
  });

  it("stands next to the lines for completion", async () => {
    const home = throwAwayHome();
    await runInProcess(["completion", "install", "bash"], { home });
    const before = readFileSync(join(home, ".bashrc"), "utf8");
    await hook(home, "install", "bash");
    await hook(home, "uninstall", "bash");
    expect(readFileSync(join(home, ".bashrc"), "utf8")).toBe(before);
  });

  it.each(["bash", "zsh", "fish"] as const)("is loaded by a new %s, and by none that finds no k6p", async (shell) => {
    if (skipUnless(findShell(shell), shell)) return;
    requireProgram();
    const home = throwAwayHome();
    await hook(home, "install", shell);
    mkdirSync(join(home, "bin"));
    writeFileSync(join(home, "bin", "k6p"), `#!/bin/sh\nexec '${process.execPath}' '${PROGRAM}' "$@"\n`);
    chmodSync(join(home, "bin", "k6p"), 0o755);
    const env = bareEnvironment(home);
    const run = (path: string): string =>
      execFileSync(findShell(shell) ?? shell, ["-i", "-c", 'echo "<$K6P_HOOK>"'], {
        env: { ...env, PATH: path },
        encoding: "utf8",
        stdio: ["ignore", "pipe", "ignore"],
        timeout: 20_000,
      });
    expect(run(`${join(home, "bin")}${delimiter}${env["PATH"] ?? ""}`)).toContain(`<${shell}>`);
    expect(run("/usr/bin:/bin")).toContain("<>");
  });
});
