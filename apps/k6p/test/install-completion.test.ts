import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { expect, describe, it } from "vitest";
import { COMPLETION_SHELLS } from "@k6p/core/completions/completion-shells";
import { runInProcess } from "./run-in-process.ts";
import { throwAwayHome } from "./run-k6p.ts";

const isWindows = process.platform === "win32";

/** Where each shell looks, below the home that `runK6p` makes up. */
const RC_FILES = {
  bash: [".bashrc", "k6p.bash"],
  zsh: [".zshrc", "k6p.zsh"],
  pwsh: [".config/powershell/Microsoft.PowerShell_profile.ps1", "k6p.ps1"],
} as const;
const OWN_FILES = {
  fish: ".config/fish/completions/k6p.fish",
  nushell: ".config/nushell/autoload/k6p-completion.nu",
} as const;

async function completion(home: string, ...words: readonly string[]): Promise<string> {
  const { code, stdout, stderr } = await runInProcess(["completion", ...words], { home });
  expect(code, stderr).toBe(0);
  return stdout;
}

describe.skipIf(isWindows)("completion install", () => {
  it.each(Object.entries(RC_FILES))(
    "adds a few lines for %s, says which, and takes them back",
    async (shell, [rc, script]) => {
      const home = throwAwayHome();
      const file = join(home, rc);
      const before = Buffer.from("# mine, with bytes of another age: \xe9\xff\nexport A=1", "latin1");
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, before, { mode: 0o644 });
      chmodSync(file, 0o640);
      const said = await completion(home, "install", shell);
      const scriptPath = join(home, ".k6p", "data", "completion", script);
      expect(said).toContain(file);
      const added = readFileSync(file).subarray(before.length).toString().trimStart().split("\n");
      expect(added).toHaveLength(3);
      for (const line of added) expect(said).toContain(line);
      expect(added[1]).toContain(scriptPath);
      expect(readFileSync(scriptPath, "utf8")).toBe(await completion(home, shell));
      expect(statSync(file).mode & 0o777).toBe(0o640);

      const after = readFileSync(file);
      expect(await completion(home, "install", shell)).toContain("already installed");
      expect(readFileSync(file)).toEqual(after);

      expect(await completion(home, "uninstall", shell)).toContain("Removed");
      expect(readFileSync(file)).toEqual(before);
      expect(statSync(file).mode & 0o777).toBe(0o640);
      expect(existsSync(scriptPath)).toBe(false);
      expect(await completion(home, "uninstall", shell)).toContain("not installed");
    },
  );

  it("makes the file when there is none, and takes it away again", async () => {
    const home = throwAwayHome();
    await completion(home, "install", "bash");
    expect(statSync(join(home, ".bashrc")).mode & 0o777).toBe(0o644);
    await completion(home, "uninstall", "bash");
    expect(existsSync(join(home, ".bashrc"))).toBe(false);
  });

  it("writes through a link to a file in another folder", async () => {
    const home = throwAwayHome();
    mkdirSync(join(home, "dotfiles"));
    writeFileSync(join(home, "dotfiles", "zshrc"), "mine\n");
    symlinkSync("dotfiles/zshrc", join(home, ".zshrc"));
    await completion(home, "install", "zsh");
    expect(lstatSync(join(home, ".zshrc")).isSymbolicLink()).toBe(true);
    expect(readFileSync(join(home, "dotfiles", "zshrc"), "utf8")).toContain("k6p.zsh");
    await completion(home, "uninstall", "zsh");
    expect(readFileSync(join(home, "dotfiles", "zshrc"), "utf8")).toBe("mine\n");
  });

  it.each(Object.entries(OWN_FILES))("gives %s a file of its own, and edits none", async (shell, path) => {
    const home = throwAwayHome();
    await completion(home, "install", shell);
    expect(readFileSync(join(home, path), "utf8")).toBe(await completion(home, shell));
    expect(await completion(home, "install", shell)).toContain("already installed");
    await completion(home, "uninstall", shell);
    expect(existsSync(join(home, path))).toBe(false);
  });

  it("renews a script of an older k6p, and leaves a file of somebody else alone", async () => {
    const home = throwAwayHome();
    const path = join(home, OWN_FILES.fish);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, "# Completion of k6p for fish.\n# of old\n");
    expect(await completion(home, "install", "fish")).toContain("Installed");
    expect(readFileSync(path, "utf8")).not.toContain("of old");
    writeFileSync(path, "complete -c k6p -a mine\n");
    for (const verb of ["install", "uninstall"]) {
      const { code, stderr } = await runInProcess(["completion", verb, "fish"], { home });
      expect([code, stderr]).toEqual([8, expect.stringContaining("(FILE_NOT_OURS)")]);
    }
    expect(readFileSync(path, "utf8")).toBe("complete -c k6p -a mine\n");
  });

  it("takes another file that is named", async () => {
    const home = throwAwayHome();
    await completion(home, "install", "bash", "--file", "own.sh");
    expect(readFileSync(join(home, "own.sh"), "utf8")).toContain("k6p.bash");
    expect(existsSync(join(home, ".bashrc"))).toBe(false);
  });

  it("leaves a file in UTF-16 alone", async () => {
    const home = throwAwayHome();
    writeFileSync(join(home, "profile.ps1"), "\ufeffmine", "utf16le");
    const { code, stderr } = await runInProcess(["completion", "install", "pwsh", "--file", "profile.ps1"], { home });
    expect([code, stderr]).toEqual([8, expect.stringContaining("UTF-16")]);
    expect(readFileSync(join(home, "profile.ps1"), "utf16le")).toBe("\ufeffmine");
  });

  it("asks for the shell when it cannot tell which one is meant", async () => {
    const { code, stderr } = await runInProcess(["completion", "install"], { env: { SHELL: "/bin/xonsh" } });
    expect([code, stderr]).toEqual([2, expect.stringContaining(Object.keys(COMPLETION_SHELLS).join(", "))]);
  });

  it("takes the shell of SHELL when none is named", async () => {
    const home = throwAwayHome();
    const { stdout } = await runInProcess(["completion", "install"], { home, env: { SHELL: "/usr/bin/zsh" } });
    expect(stdout).toContain(join(home, ".zshrc"));
  });
});
