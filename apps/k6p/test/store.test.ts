import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, realpathSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { findShell } from "@k6p/core/testing/real-shells";
import { skipUnless } from "@k6p/core/testing/real-parts";
import { describe, expect, it } from "vitest";
import { InteractiveShell } from "./interactive-shell.ts";
import { makeProfileHome, tokenOf, VAULT } from "./profile-home.ts";
import { runInTerminal } from "./run-in-terminal.ts";
import { runInProcess } from "./run-in-process.ts";
import { throwAwayHome } from "./run-k6p.ts";

const skipBash = skipUnless(findShell("bash"), "bash is not installed");

const TOKEN = "glc_of-the-manager-0001";
const NO_KEYRING = { DBUS_SESSION_BUS_ADDRESS: "" } as const;

/** A program in the home, and how often it was run. */
function plant(home: string, path: string, script: string): { readonly folder: string; runs(): number } {
  const program = join(home, path);
  const mark = `${program}.runs`;
  mkdirSync(dirname(program), { recursive: true });
  writeFileSync(program, `#!/bin/sh\necho x >> '${mark}'\n${script}\n`);
  chmodSync(program, 0o755);
  return {
    folder: dirname(program),
    runs: () => (existsSync(mark) ? readFileSync(mark, "utf8").length / 2 : 0),
  };
}

const searching = (...folders: readonly string[]) => ({ PATH: [...folders, process.env["PATH"]].join(":") });

const ADD = ["profile", "add", "prod", "--stack", "prod", "--stack-id", "1", "--no-verify", "--token-stdin"];

describe("k6p store use", () => {
  it("names the store for new tokens, unless K6P_STORE or --store name another", async () => {
    const home = throwAwayHome();
    const nowhere = await runInProcess(ADD, { home, env: NO_KEYRING, stdin: TOKEN });
    expect(nowhere).toMatchObject({ code: 5, stdout: "" });
    expect(nowhere.stderr).toContain("STORE_NOT_CHOSEN");
    expect((await runInProcess(["store", "use", "file"], { home, env: NO_KEYRING })).code).toBe(0);
    const overridden = await runInProcess(ADD, { home, env: { ...NO_KEYRING, K6P_STORE: "keyring" }, stdin: TOKEN });
    expect(overridden.code).toBe(5);
    const added = await runInProcess(ADD, { home, env: NO_KEYRING, stdin: TOKEN });
    expect(added.code, added.stderr).toBe(0);
    const listed = await runInProcess(["store", "list", "--json"], { home, env: NO_KEYRING });
    const { stores } = JSON.parse(listed.stdout) as {
      stores: readonly { store: string; default: boolean; profileCount: number }[];
    };
    expect(stores.find(({ store }) => store === "file")).toMatchObject({ default: true, profileCount: 1 });
    const login = ["login", "prod", "--no-verify", "--token-stdin", "--store", "env"];
    expect((await runInProcess(login, { home, stdin: TOKEN })).stderr).toContain("STORE_READ_ONLY");
  });
});

describe("k6p store refer", () => {
  const REFER = ["store", "refer", "prod", "--no-verify", "--recipe", "op", "--at", "op://Work/k6/credential"];
  const READ = '[ "$*" = "read op://Work/k6/credential" ] || exit 9';

  it("lets a profile ask its password manager whenever the token is needed, and at no other time", async () => {
    const home = await makeProfileHome([{ name: "prod", stackId: 1 }]);
    const op = plant(home, "apps/op", `${READ}; echo ${TOKEN}`);
    const env = { ...VAULT, ...searching(op.folder) };
    const referred = await runInProcess(REFER, { home, env });
    expect(referred.code, referred.stderr).toBe(0);
    expect(referred.stdout).toContain(`read from  the command ${op.folder}/op read op://Work/k6/credential`);
    expect(readdirSync(join(home, ".k6p/data/vault/secrets"))).toEqual([]);
    expect(op.runs()).toBe(1);
    const print = "process.stdout.write(process.env.K6_CLOUD_TOKEN)";
    const ran = await runInProcess(["exec", "prod", "--with-env", "--", process.execPath, "-e", print], { home, env });
    expect(ran.stdout, ran.stderr).toBe(TOKEN);
    expect((await runInProcess(["use", "prod"], { home, env })).code).toBe(0);
    expect(op.runs()).toBe(3);
    for (const words of [
      [],
      ["current"],
      ["prompt"],
      ["profile", "list"],
      ["profile", "show", "prod"],
      ["store", "list"],
      ["completion", "candidates", "bash", "--", "use", ""],
      ["profile", "copy", "prod", "twin"],
      ["profile", "remove", "twin", "--yes"],
    ]) {
      const { code, stdout, stderr } = await runInProcess(words, { home, env });
      expect(code, `${words.join(" ")}\n${stderr}`).toBe(0);
      expect(stdout + stderr).not.toContain(TOKEN);
    }
    expect((await runInProcess(["current"], { home, env })).stdout).toBe("prod\n");
    expect(op.runs()).toBe(3);
  });

  it("runs the program that it was given, not one that a folder brings", async () => {
    const home = await makeProfileHome([{ name: "prod", stackId: 1 }]);
    const op = plant(home, "apps/op", `${READ}; echo ${TOKEN}`);
    mkdirSync(join(home, "project/.git"), { recursive: true });
    const planted = [
      plant(home, "project/op", "echo glc_evil-0001"),
      plant(home, "project/bin/op", "echo glc_evil-0002"),
      plant(home, "project/node_modules/.bin/op", "echo glc_evil-0003"),
    ];
    const cwd = join(home, "project");
    for (const path of ["", ".", "bin", ...planted.map(({ folder }) => folder)]) {
      const env = { ...VAULT, PATH: [path, "/usr/bin", "/bin"].join(":") };
      const refused = await runInProcess(REFER, { home, env, cwd });
      expect([126, 127], `${path}: ${refused.stderr}`).toContain(refused.code);
    }
    const own = { ...VAULT, PATH: ["", ".", op.folder, "/usr/bin", "/bin"].join(":") };
    const referred = await runInProcess(REFER, { home, env: own, cwd });
    expect(referred.code, referred.stderr).toBe(0);
    const hostile = { ...VAULT, ...searching(".", ...planted.map(({ folder }) => folder)) };
    const shown = await runInProcess(["profile", "show", "prod", "--reveal"], { home, env: hostile, cwd });
    expect(shown.stdout, shown.stderr).toContain(TOKEN);
    expect(planted.map(({ runs }) => runs())).toEqual([0, 0, 0]);
  });

  it.skipIf(skipBash)("is not run for entering a folder that is bound to the profile", async () => {
    const home = realpathSync(await makeProfileHome([{ name: "prod", stackId: 1 }]));
    const op = plant(home, "apps/op", `${READ}; echo ${TOKEN}`);
    const env = { ...VAULT, ...searching(op.folder) };
    mkdirSync(join(home, "work"));
    for (const words of [REFER, ["profile", "bind", "prod", "work"]])
      expect((await runInProcess(words, { home, env })).code).toBe(0);
    const terminal = new InteractiveShell("bash", { home, startup: 'eval "$(k6p hook bash)"' });
    const entered = await terminal.see("cd work");
    expect(entered).toMatchObject({ profile: "", token: "" });
    expect(entered.screen).toContain("k6p use --here prod");
    expect(op.runs()).toBe(1);
    expect(await terminal.see("k6p use --here prod")).toMatchObject({ profile: "prod", token: TOKEN });
    expect(op.runs()).toBe(2);
    expect(await terminal.end()).toBe(0);
  });

  it("keeps the previous token when the new place gives none", async () => {
    const home = await makeProfileHome([{ name: "prod", stackId: 1 }]);
    const env = { ...VAULT, ...searching(plant(home, "apps/op", "echo '[ERROR] not signed in' >&2; exit 1").folder) };
    const refused = await runInProcess([...REFER, "--json"], { home, env });
    expect(refused.code).toBe(5);
    expect(JSON.parse(refused.stdout)).toMatchObject({ error: { code: "STORE_LOCKED" } });
    const shown = await runInProcess(["profile", "show", "prod", "--reveal", "--json"], { home, env });
    expect(JSON.parse(shown.stdout)).toMatchObject({ token: { value: tokenOf("prod"), store: "file" } });
  });

  it("needs exactly one place", async () => {
    const home = await makeProfileHome([{ name: "prod", stackId: 1 }]);
    for (const words of [
      [],
      ["--recipe", "op"],
      ["--env", "A", "--file", "b"],
      ["--env", "A", "--", "true"],
      ["--recipe", "paper", "--at", "x"],
      ["--field", "x", "--env", "A"],
    ]) {
      const { code, stderr } = await runInProcess(["store", "refer", "prod", ...words], { home, env: VAULT });
      expect(code, `${words.join(" ")}\n${stderr}`).toBe(2);
    }
  });

  it("lets a program ask on the terminal", async () => {
    const home = await makeProfileHome([{ name: "prod", stackId: 1 }]);
    const ask = plant(
      home,
      "apps/ask",
      `printf 'Master password: ' > /dev/tty; read -r word < /dev/tty; [ "$word" = open ] && echo ${TOKEN}`,
    );
    const env = { ...VAULT, ...searching(ask.folder) };
    const typing = [{ after: "Master password: ", type: "open\r" }];
    const { code, screen } = await runInTerminal(["store", "refer", "prod", "--no-verify", "--", "ask"], {
      home,
      env,
      typing,
    });
    expect(code, screen).toBe(0);
    expect(screen).not.toContain(TOKEN);
    const wrong = await runInTerminal(["use", "prod"], {
      home,
      env,
      typing: [{ after: "Master password: ", type: "no\r" }],
    });
    expect(wrong.code, wrong.screen).toBe(5);
  });
});

describe("k6p store migrate", () => {
  it("moves a token that a command gives into the vault, and tells how it went", async () => {
    const home = await makeProfileHome([
      { name: "prod", stackId: 1 },
      { name: "dev", stackId: 2 },
    ]);
    const env = { ...VAULT, K6_DEV: TOKEN };
    await runInProcess(["store", "refer", "dev", "--env", "K6_DEV", "--no-verify"], { home, env });
    const planned = await runInProcess(["store", "migrate", "dev", "prod", "--to", "file", "--dry-run"], { home, env });
    expect(planned.stdout).toBe("2 tokens: 1 would be moved to file, 1 already there.\n");
    const failed = await runInProcess(["store", "migrate", "--to", "file", "--from", "env"], { home, env: VAULT });
    expect(failed).toMatchObject({ code: 5, stdout: "1 token: 1 not moved.\n" });
    expect(failed.stderr).toContain("the token of dev was not moved from env");
    const moved = await runInProcess(["store", "migrate", "--to", "file", "--from", "env"], { home, env });
    expect(moved).toMatchObject({ code: 0, stdout: "1 token: 1 moved to file.\n" });
    const shown = await runInProcess(["profile", "show", "dev", "--reveal", "--json"], { home, env: VAULT });
    expect(JSON.parse(shown.stdout)).toMatchObject({ token: { value: TOKEN, store: "file", readFrom: null } });
  });
});
