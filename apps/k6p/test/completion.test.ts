import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { skipUnless } from "@k6p/core/testing/real-parts";
import { findShell } from "@k6p/core/testing/real-shells";
import { beforeEach, describe, expect, it } from "vitest";
import type { CompletionShellId } from "@k6p/core/completions/completion-shell";
import { COMPLETION_SHELLS } from "@k6p/core/completions/completion-shells";
import { type CompletingHome, completingHome } from "./completing-home.ts";
import { runInTerminal } from "./run-in-terminal.ts";
import { requireProgram, runK6p, throwAwayHome } from "./run-k6p.ts";

const isWindows = process.platform === "win32";
const TELL_LOADED = fileURLToPath(new URL("fixtures/tell-loaded.cjs", import.meta.url));

let test: CompletingHome;

beforeEach(() => {
  requireProgram();
  test = completingHome();
});

/** What is typed at the prompt of a real shell, and what k6p gets when Enter is pressed. */
const TYPED: readonly (readonly [keys: string, words: readonly string[]])[] = [
  ["k6p vers\t", ["version"]],
  ["k6p prof\t adop\t", ["profile", "adopt"]],
  ["k6p use prod\t", ["use", "production"]],
  ["k6p use 'prod\t", ["use", "production"]],
  ["k6p use --dry\t st\t", ["use", "--dry-run", "staging"]],
  ["k6p use \thos\t", ["use", "hostile"]],
  ["k6p use --config=nam\t", ["use", "--config=named.json"]],
  ["k6p use -c fol\ttok\t", ["use", "-c", "folder/token-file.txt"]],
  [
    "k6p profile edit --host https://a.example/x staging --untag cus\t",
    ["profile", "edit", "--host", "https://a.example/x", "staging", "--untag", "customer-a"],
  ],
  ["k6p env --shell=fi\t", ["env", "--shell=fish"]],
  ["k6p login staging --store f\t", ["login", "staging", "--store", "file"]],
  ["k6p exec stag\t -- ls fol\ttok\t", ["exec", "staging", "--", "ls", "folder/token-file.txt"]],
  ["./k6p use prod\t\u0015k6p current", ["current"]],
];

/** Types into a shell that has read the user's start file, with completion installed in it. */
async function typeInto(shell: "bash" | "zsh", startFile: string): Promise<string> {
  writeFileSync(join(test.home, startFile), "PS1='READY> '\n");
  await install(shell);
  const lines = [...TYPED.map(([keys]) => keys), "exit"];
  const typing = lines.map((line) => ({ after: "READY> ", type: `${line}\r` }));
  const { screen } = await runInTerminal(["-i"], { home: test.home, env: test.env, program: shell, typing });
  return screen;
}

async function install(shell: CompletionShellId): Promise<void> {
  const { code, stderr } = await runK6p(["completion", "install", shell], { home: test.home });
  expect(code, stderr).toBe(0);
}

function ranIn(screen: string): readonly (readonly string[])[] {
  return [...screen.matchAll(/<RAN>(?<words>.*)/g)].map((match) =>
    [...(match.groups?.["words"] ?? "").matchAll(/<([^>]*)>/g)].map(([, word = ""]) => word),
  );
}

function expectNothingRun(): void {
  expect(existsSync(join(test.home, "pwned"))).toBe(false);
}

describe.skipIf(isWindows)("the Tab key", () => {
  it.skipIf(skipUnless(findShell("bash"), "bash"))("completes words in bash", async () => {
    const screen = await typeInto("bash", ".bashrc");
    expect(ranIn(screen), screen).toEqual(TYPED.map(([, words]) => words));
    expect(screen).toContain("./k6p use production");
    expectNothingRun();
  });

  it.skipIf(skipUnless(findShell("zsh"), "zsh"))("completes words in zsh, and tells what they mean", async () => {
    const screen = await typeInto("zsh", ".zshrc");
    expect(ranIn(screen), screen).toEqual(TYPED.map(([, words]) => words));
    expect(screen).toContain("./k6p use production");
    expect(screen).toMatch(/production +-- acme\.grafana\.net, protected/);
    expectNothingRun();
  });
});

/** Runs a shell without the user's own files. */
function runShell(program: string, words: readonly string[]): string {
  const { status, stdout, stderr } = spawnSync(findShell(program) ?? program, words, {
    cwd: test.home,
    env: test.env,
    encoding: "utf8",
    timeout: 20_000,
  });
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  return stdout;
}

const noFish = isWindows || skipUnless(findShell("fish"), "fish");

describe.skipIf(noFish)("fish, asked for its completions,", () => {
  beforeEach(() => install("fish"));

  function ask(...lines: readonly string[]): readonly string[] {
    const asked = lines.map((line) => `complete -C ${fishQuoted(line)}`);
    return runShell("fish", ["-c", asked.join("\n")])
      .trimEnd()
      .split("\n");
  }

  const fishQuoted = (text: string): string => `'${text.replaceAll(/['\\]/g, String.raw`\$&`)}'`;

  it("offers names, each with what it means", () => {
    expect(ask("k6p use ")).toEqual([
      expect.stringMatching(/^hostile\tx\.grafana\.net, \$\(touch pwned\)/),
      "production\tacme.grafana.net, protected",
      "staging\tacme-staging.grafana.net",
      "unreadable",
    ]);
    expect(ask("k6p profile list --tag ")).toEqual(["customer-a", "eu", "us"]);
    expect(ask("k6p us")).toEqual([expect.stringMatching(/^use\tSwitch k6 to a profile/)]);
    expectNothingRun();
  });

  it("offers files where a file is wanted, and nothing where nothing is known", () => {
    expect(ask("k6p use -c fo", "k6p use --config=nam", "k6p use staging --config folder/")).toEqual([
      "folder/",
      "--config=named.json",
      "folder/token-file.txt",
    ]);
    expect(ask("k6p nonsense ", "k6p profile rename staging ne")).toEqual([""]);
    ask("k6p use --config=(touch pwned)", "k6p use (touch pwned)", "k6p use --config '$(touch pwned)");
    expectNothingRun();
  });

  it("completes the command behind -- as such", () => {
    expect(ask("k6p exec staging -- k6p prof")).toEqual([expect.stringMatching(/^profile\t/)]);
    expect(ask("k6p exec -- ls --reverse=x named")).toEqual([expect.stringMatching(/^named\.json/)]);
    expect(ask("./k6p use prod")).toEqual([expect.stringMatching(/^production\t/)]);
    expectNothingRun();
  });
});

const noNushell = isWindows || skipUnless(findShell("nu"), "nushell");

describe.skipIf(noNushell)("nushell, asked for its completions,", () => {
  function ask(spans: readonly string[], others?: string): unknown {
    const lines = [
      others === undefined ? "" : `$env.config.completions.external.completer = ${others}`,
      `source ${test.scriptOf("nushell")}`,
      `do $env.config.completions.external.completer ${JSON.stringify(spans)} | to json`,
    ];
    return JSON.parse(runShell("nu", ["-n", "-c", lines.join("\n")]));
  }

  it("offers names, each with what it means, and leaves files to nushell", () => {
    expect(ask(["k6p", "use", "p"])).toEqual([{ value: "production", description: "acme.grafana.net, protected" }]);
    expect(ask(["k6p", "profile", "list", "--tag", "e"])).toEqual([{ value: "eu" }]);
    expect(ask(["k6p", "use", "-c", ""])).toBeNull();
    expect(ask(["k6p", "nonsense", ""])).toEqual([]);
    expectNothingRun();
  });

  it("asks the completer that was there before for all other programs, and for the command behind --", () => {
    const others = "{|spans| [{ value: ($spans | str join '+') }] }";
    expect(ask(["git", "ch"], others)).toEqual([{ value: "git+ch" }]);
    expect(ask(["k6p", "exec", "staging", "--", "git", "ch"], others)).toEqual([{ value: "git+ch" }]);
    expect(ask(["git", "ch"])).toBeNull();
  });
});

describe("PowerShell", () => {
  it("gets a script that calls k6p by PATH alone and keeps the last word from being empty", () => {
    const { script, words } = COMPLETION_SHELLS.pwsh;
    expect(script).toContain("Get-Command k6p -CommandType ExternalScript, Application");
    expect(script).toContain(`@words "$current." 2>$null`);
    expect(script).not.toMatch(/Invoke-Expression|\biex\b/);
    expect([words?.(["use", "."]), words?.(["use", "a.."])]).toEqual([
      ["use", ""],
      ["use", "a."],
    ]);
  });

  const noPowerShell = isWindows || skipUnless(findShell("pwsh"), "PowerShell", { optional: true });

  it.skipIf(noPowerShell)("offers what fits", () => {
    const ask = (line: string): string =>
      runShell("pwsh", [
        "-NoProfile",
        "-NonInteractive",
        "-Command",
        `. ${test.scriptOf("pwsh")}; (TabExpansion2 '${line}' ${line.length}).CompletionMatches.CompletionText`,
      ]).trim();
    expect(ask("k6p use prod")).toBe("production");
    expect(ask("k6p exec staging -- k6p use prod")).toBe("production");
    expect(ask("k6p use --config=nam")).toContain("--config=");
  });
});

describe("candidates", () => {
  async function candidates(...words: readonly string[]): Promise<readonly string[]> {
    const { stdout, stderr, code } = await runK6p(["completion", "candidates", "bash", "--", ...words], {
      home: test.home,
    });
    expect({ stderr, code }).toEqual({ stderr: "", code: 0 });
    return stdout.trimEnd().split("\n");
  }

  it("are asked for without a trace: nothing is written, and no store, process or network is touched", async () => {
    const before = traceOf(test.home);
    for (const words of [["use", ""], ["profile", "add", "x", "--store", ""], ["login", "production", "--"], [""]]) {
      const { stdout, stderr } = await runK6p(["completion", "candidates", "zsh", "--", ...words], {
        home: test.home,
        env: {
          NODE_OPTIONS: `--require=${JSON.stringify(TELL_LOADED)}`,
          DBUS_SESSION_BUS_ADDRESS: "unix:path=/nowhere",
        },
      });
      const loaded = /^loaded: (?<names>.*)$/m.exec(stderr)?.groups?.["names"]?.split(" ") ?? [];
      expect(stdout).toMatch(/^words\n./);
      expect(loaded.length).toBeGreaterThan(10);
      expect(loaded.map((path) => basename(path)).filter((name) => FORBIDDEN.test(name))).toEqual([]);
    }
    expect(traceOf(test.home)).toEqual(before);
    const empty = throwAwayHome();
    await runK6p(["completion", "candidates", "bash", "--", "use", ""], { home: empty });
    expect(traceOf(empty)).toEqual([]);
  });

  it("are none, without a word, where something is amiss", async () => {
    expect(await candidates("nonsense", "")).toEqual(["words"]);
    expect(await candidates("use", "--config")).toEqual(["words", "--config"]);
    expect(await candidates("use", "nobody")).toEqual(["words"]);
    expect(await candidates()).toContain("profile");
  });
});

/** A store's cipher or program, a prompt, a child, a socket, the frame that is not lean. */
const FORBIDDEN =
  /age-encryption|keyring-worker|questions|oclif|^(node:)?(child_process|net|tls|https?|dgram|readline)$/;

/** k6p's own compiled code in `.cache` aside. */
function traceOf(home: string): readonly unknown[] {
  return readdirSync(home, { recursive: true, encoding: "utf8" })
    .filter((name) => !name.startsWith(".cache"))
    .toSorted()
    .map((name) => {
      const status = statSync(join(home, name));
      return [name, status.mtimeMs, status.mode, status.isFile() ? readFileSync(join(home, name), "latin1") : ""];
    });
}
