import { type ChildProcess, spawn } from "node:child_process";
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { describe, expect, it } from "vitest";
import { makeProfileHome, privateFiles, tokenOf, VAULT } from "./profile-home.ts";
import { bareEnvironment, PROGRAM, runK6p } from "./run-k6p.ts";

const NODE = process.execPath;
const PROD = [{ name: "prod", stackId: 11111, project: 1100 }];

/** Prints what a child of `exec` was given, as JSON. */
const TELL = `
const { readFileSync, statSync } = require("node:fs");
const file = process.env.K6_CONFIG;
process.stdout.write(JSON.stringify({ argv: process.argv.slice(1), env: process.env, file, mode: statSync(file).mode & 0o777, config: JSON.parse(readFileSync(file, "utf8")) }));
`;

interface Told {
  readonly argv: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly file: string;
  readonly mode: number;
  readonly config: { readonly collectors: { readonly cloud: Readonly<Record<string, unknown>> } };
}

function startExec(home: string, script: string): ChildProcess {
  return spawn(NODE, [PROGRAM, "exec", "prod", "--", NODE, "-e", script], {
    env: bareEnvironment(home, VAULT),
    stdio: ["ignore", "pipe", "pipe"],
  });
}

function firstOutput(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    child.stdout?.once("data", (data: Buffer) => resolve(data.toString("utf8")));
    child.once("close", () => reject(new Error("it ended without output")));
  });
}

function ended(child: ChildProcess): Promise<{ readonly code: number | null; readonly signal: NodeJS.Signals | null }> {
  return new Promise((resolve) => child.once("exit", (code, signal) => resolve({ code, signal })));
}

describe("exec", () => {
  it("gives the command a private file with the identity, and no token in its environment", async () => {
    const home = await makeProfileHome(PROD);
    const stale = {
      K6_CLOUD_TOKEN: "another-token",
      K6_CLOUD_STACK_ID: "2",
      K6_CLOUD_PROJECT_ID: "3",
      K6_CLOUD_PUSH_REF_ID: "4",
    };
    const ran = await runK6p(["exec", "prod", "--", NODE, "-e", TELL, "a b", "*", "%PATH%", '"'], {
      home,
      env: { ...VAULT, ...stale },
    });
    const told = JSON.parse(ran.stdout) as Told;
    expect(told.config.collectors.cloud).toEqual({
      token: tokenOf("prod"),
      stackID: 11111,
      stackURL: "https://prod.grafana.net",
      defaultProjectID: 1100,
    });
    expect(told.mode).toBe(0o600);
    expect(told.argv).toEqual(["a b", "*", "%PATH%", '"']);
    expect(told.env["K6P_PROFILE"]).toBe("prod");
    expect(JSON.stringify(told.env)).not.toContain(tokenOf("prod"));
    expect(Object.keys(told.env).filter((name) => name.startsWith("K6_"))).toEqual(["K6_CONFIG"]);
    expect(privateFiles(home)).toEqual([]);
  });

  it("gives the variables as well when they are asked for", async () => {
    const home = await makeProfileHome(PROD);
    const ran = await runK6p(["exec", "prod", "--with-env", "--", NODE, "-e", TELL], { home, env: VAULT });
    expect((JSON.parse(ran.stdout) as Told).env).toMatchObject({
      K6_CLOUD_TOKEN: tokenOf("prod"),
      K6_CLOUD_STACK_ID: "11111",
    });
  });

  it.each([0, 1, 97, 108, 255])("ends with the command's own exit code %i", async (code) => {
    const home = await makeProfileHome(PROD);
    expect((await runK6p(["exec", "prod", "--", NODE, "-e", `process.exit(${code})`], { home, env: VAULT })).code).toBe(
      code,
    );
  });

  it("passes standard input through, and both outputs apart", async () => {
    const home = await makeProfileHome(PROD);
    const script = 'process.stdin.pipe(process.stdout); process.stderr.write("to stderr")';
    const ran = await runK6p(["exec", "prod", "--", NODE, "-e", script], { home, env: VAULT, stdin: "from stdin" });
    expect(ran).toMatchObject({ stdout: "from stdin", stderr: "to stderr", code: 0 });
  });

  it("takes the profile from K6P_PROFILE when none is named", async () => {
    const home = await makeProfileHome(PROD);
    const ran = await runK6p(["exec", "--", NODE, "-e", TELL], { home, env: { ...VAULT, K6P_PROFILE: "prod" } });
    expect((JSON.parse(ran.stdout) as Told).env["K6P_PROFILE"]).toBe("prod");
  });

  it.runIf(process.platform !== "win32").each(["SIGTERM", "SIGHUP"] as const)(
    "passes %s on, ends by it, and removes the file",
    async (signal) => {
      const home = await makeProfileHome(PROD);
      const child = startExec(home, 'process.stdout.write("ready"); setInterval(() => {}, 1000)');
      await firstOutput(child);
      expect(privateFiles(home)).toHaveLength(1);
      child.kill(signal);
      expect(await ended(child)).toEqual({ code: null, signal });
      expect(privateFiles(home)).toEqual([]);
    },
  );

  it.runIf(process.platform !== "win32")("lets a command that handles the signal end in its own way", async () => {
    const home = await makeProfileHome(PROD);
    const child = startExec(
      home,
      'process.on("SIGTERM", () => process.exit(105)); process.stdout.write("ready"); setInterval(() => {}, 1000)',
    );
    await firstOutput(child);
    child.kill("SIGTERM");
    expect(await ended(child)).toEqual({ code: 105, signal: null });
  });

  it.runIf(process.platform !== "win32")(
    "sweeps what a killed run left behind, but not the file of a living one",
    async () => {
      const home = await makeProfileHome(PROD);
      const script = "process.stdout.write(String(process.pid)); setInterval(() => {}, 1000)";
      const killed = startExec(home, script);
      const orphan = Number(await firstOutput(killed));
      killed.kill("SIGKILL");
      await ended(killed);
      process.kill(orphan, "SIGKILL");
      const living = startExec(home, script);
      await firstOutput(living);
      expect(privateFiles(home)).toHaveLength(1);
      await runK6p(["exec", "prod", "--", NODE, "-e", ""], { home, env: VAULT });
      expect(privateFiles(home)).toHaveLength(1);
      living.kill("SIGTERM");
      await ended(living);
      expect(privateFiles(home)).toEqual([]);
    },
  );

  it("says so, and with 127, when there is no such program; one in the working folder is not run", async () => {
    const home = await makeProfileHome(PROD);
    writeFileSync(join(home, "k6"), "#!/bin/sh\necho planted\n", { mode: 0o755 });
    const empty = join(home, "empty");
    mkdirSync(empty);
    for (const path of [empty, [empty, "", "."].join(delimiter)]) {
      const ran = await runK6p(["exec", "prod", "--", "k6", "version"], { home, env: { ...VAULT, PATH: path } });
      expect(ran).toMatchObject({ code: 127, stdout: "" });
      expect(ran.stderr).toContain('Program "k6" was not found on PATH.');
    }
  });

  it.runIf(process.platform !== "win32")("says so, and with 126, when the program cannot be executed", async () => {
    const home = await makeProfileHome(PROD);
    const script = join(home, "script.sh");
    writeFileSync(script, "#!/bin/sh\n");
    chmodSync(script, 0o644);
    const ran = await runK6p(["exec", "prod", "--", "./script.sh"], { home, env: VAULT });
    expect(ran.code).toBe(126);
    expect(ran.stderr).toContain(`chmod +x ${script}`);
  });

  it.runIf(process.platform !== "win32").each([
    ["k6", ["-c", "own.json"]],
    ["k6-1.6.1", ["--config=own.json"]],
  ])("gives %s the file of its own %j with the profile in it, and says whose token that had", async (name, words) => {
    const home = await makeProfileHome(PROD);
    writeFileSync(join(home, "own.json"), '{"vus":7,"collectors":{"cloud":{"token":"another-token","stackID":9}}}');
    const script = '#!/bin/sh\nfor word; do case $word in *.json) cat "${word#*=}"; esac; done\n';
    writeFileSync(join(home, name), script, { mode: 0o755 });
    const ran = await runK6p(["exec", "prod", "--", `./${name}`, "cloud", "upload", ...words, "s.js"], {
      home,
      env: VAULT,
    });
    expect(ran.code).toBe(0);
    expect(JSON.parse(ran.stdout)).toMatchObject({ vus: 7, collectors: { cloud: { token: tokenOf("prod") } } });
    expect(ran.stderr).toContain("own.json has a token of its own");
    expect(ran.stderr).not.toContain("another-token");
  });

  it("takes the user's own options along, from the file that K6_CONFIG names", async () => {
    const home = await makeProfileHome(PROD);
    const own = join(home, "own.json");
    const content = '{"vus": 1e1, "collectors": {"cloud": {"token": "token-of-prod-0123456789", "name": "mine"}}}';
    writeFileSync(own, content);
    const ran = await runK6p(["exec", "prod", "--", NODE, "-e", TELL], {
      home,
      env: { ...VAULT, K6_CONFIG: "own.json" },
    });
    expect((JSON.parse(ran.stdout) as Told).config).toMatchObject({
      vus: 10,
      collectors: { cloud: { name: "mine", stackID: 11111 } },
    });
    expect(readFileSync(own, "utf8")).toBe(content);
  });

  it("inside exec names the profile of the outer one, and uses the user's own file as its base", async () => {
    const home = await makeProfileHome([...PROD, { name: "dev", stackId: 22222 }]);
    const inner = [NODE, PROGRAM, "exec", "dev", "--", NODE, "-e", TELL];
    const ran = await runK6p(["exec", "prod", "--", ...inner], { home, env: VAULT });
    expect((JSON.parse(ran.stdout) as Told).config.collectors.cloud).toEqual({
      token: tokenOf("dev"),
      stackID: 22222,
      stackURL: "https://dev.grafana.net",
    });
    const used = await runK6p(["exec", "prod", "--", NODE, PROGRAM, "use", "dev"], { home, env: VAULT });
    expect(used.stdout).toContain(join(home, ".config", "k6", "config.json"));
    expect(privateFiles(home)).toEqual([]);
  });
});
