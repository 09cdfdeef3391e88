import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type CloudStandIn, startCloudStandIn } from "../../packages/core/src/testing/cloud-stand-in.ts";
import { skipUnless } from "../../packages/core/src/testing/real-parts.ts";
import { installForWindows } from "./install-for-windows.ts";
import { makePlace, type WindowsCall, WindowsPlace, type WindowsRun } from "./windows-place.ts";

const TOKENS = { staging: "glc_staging-0123456789", prod: "glc_prod-0123456789" } as const;
const ACCOUNTS = [
  { slug: "staging", stackId: 22222 },
  { slug: "prod", stackId: 11111 },
].map(({ slug, stackId }) => ({
  token: TOKENS[slug as keyof typeof TOKENS],
  stackUrl: `https://${slug}.grafana.net`,
  stackId,
  defaultProjectId: stackId + 1,
  projects: [{ id: stackId + 1, name: slug }],
}));

/** What libuv calls opening a file so that nobody else may. */
const EXCLUSIVE = 0x10000000;
const SLOW = { timeout: 240_000 };

const wanted = process.env["K6P_WINDOWS"] === "1";
const place = wanted
  ? makePlace()
  : { impossible: "Windows by Wine was not asked for (npm run test:windows)", failed: false };
const skip = "impossible" in place && skipUnless(false, place.impossible, { optional: !place.failed });

describe.skipIf(skip)("on Windows", SLOW, () => {
  let share: string;
  let windows: WindowsPlace;
  let cloud: CloudStandIn;
  let user = 0;
  /** The home of the test's own user: as Windows names it, and where it lies outside. */
  let home: string;
  let homeOutside: string;

  beforeAll(async () => {
    if ("impossible" in place) return;
    share = mkdtempSync(join(tmpdir(), "k6p-windows-"));
    await installForWindows(join(import.meta.dirname, "../.."), join(share, "npm"));
    cloud = await startCloudStandIn({ accounts: ACCOUNTS });
    windows = await WindowsPlace.start(place.path, share);
  }, 1_500_000);
  afterAll(async () => {
    // A beforeAll that failed has left some of these undefined.
    await (windows as WindowsPlace | undefined)?.close();
    await (cloud as CloudStandIn | undefined)?.close();
    rmSync(share, { recursive: true, maxRetries: 5 });
    if (!("impossible" in place))
      rmSync(join(place.path, "prefix/drive_c/users/tests"), { recursive: true, force: true });
  }, 60_000);
  beforeEach(() => {
    if ("impossible" in place) return;
    user += 1;
    home = `C:\\users\\tests\\Jörg Müller ${process.pid}-${user}`;
    homeOutside = join(place.path, "prefix/drive_c/users/tests", `Jörg Müller ${process.pid}-${user}`);
    mkdirSync(join(homeOutside, "AppData/Roaming"), { recursive: true });
    mkdirSync(join(homeOutside, "AppData/Local/Temp"), { recursive: true });
  });

  const environment = (): Record<string, string> => ({
    PATH: "Z:\\mnt\\share\\npm;Z:\\mnt\\node\\bin;C:\\windows\\system32;C:\\windows",
    PATHEXT: ".COM;.EXE;.BAT;.CMD",
    USERPROFILE: home,
    USERNAME: "Jörg Müller",
    APPDATA: `${home}\\AppData\\Roaming`,
    LOCALAPPDATA: `${home}\\AppData\\Local`,
    TEMP: `${home}\\AppData\\Local\\Temp`,
    K6P_STORE: "file",
    K6_CLOUD_HOST: cloud.url,
    K6_CLOUD_HOST_V6: cloud.url,
  });
  type Options = Partial<Pick<WindowsCall, "input" | "cwd">> & { readonly env?: Readonly<Record<string, string>> };
  const k6p = (words: readonly string[], { env, ...options }: Options = {}): Promise<WindowsRun> =>
    windows.run({
      file: "Z:\\mnt\\node\\bin\\node.exe",
      args: ["Z:\\mnt\\share\\npm\\node_modules\\k6p\\bin\\k6p.cjs", ...words],
      cwd: home,
      ...options,
      env: { ...environment(), ...env },
    });
  /** Runs a line as it would be typed at cmd.exe. */
  const cmd = (line: string, { env, ...options }: Options = {}): Promise<WindowsRun> =>
    windows.run({ file: line, args: [], shell: true, cwd: home, ...options, env: { ...environment(), ...env } });
  const add = async (name: keyof typeof TOKENS, env: Readonly<Record<string, string>> = {}): Promise<void> => {
    const words = ["profile", "add", name, "--stack", name, "--token-stdin"];
    const added = await k6p(words, { input: TOKENS[name], env });
    expect(added.code, added.stderr).toBe(0);
  };
  const configFile = (): string => join(homeOutside, "AppData/Roaming/k6/config.json");
  const writeConfig = (text: string): void => {
    mkdirSync(join(configFile(), ".."), { recursive: true });
    writeFileSync(configFile(), text);
  };
  const configToken = (): unknown => {
    const config = JSON.parse(readFileSync(configFile(), "utf8")) as { collectors?: { cloud?: { token?: string } } };
    return config.collectors?.cloud?.token;
  };

  it("makes k6 use a profile, and says nothing of modes that this system does not have", async () => {
    await add("prod");
    await add("staging");
    for (const name of ["prod", "staging", "prod"] as const) {
      const used = await k6p(["use", name]);
      expect(used.code, used.stderr).toBe(0);
      expect(`${used.stdout}${used.stderr}`).not.toMatch(/0600|mode|other users/);
      expect(used.stderr).toBe("");
      expect(configToken()).toBe(TOKENS[name]);
    }
    expect((await k6p(["current"])).stdout).toBe("prod\n");
    expect((await k6p(["use", "-"])).code).toBe(0);
    expect(configToken()).toBe(TOKENS.staging);
  });

  it("keeps the rest of a configuration with Windows line ends, byte for byte", async () => {
    const text = '{\r\n  "userAgent": "Jörg/1.0",\r\n  "collectors": { "cloud": { "noCompress": true } }\r\n}\r\n';
    writeConfig(text);
    await add("prod");
    expect((await k6p(["use", "prod"])).code).toBe(0);
    expect(configToken()).toBe(TOKENS.prod);
    expect(readFileSync(configFile(), "utf8").replaceAll("\r\n", "")).not.toContain("\n");
    expect((await k6p(["profile", "clear"])).code).toBe(0);
    expect(readFileSync(configFile(), "utf8")).toBe(text);
  });

  it("is started by the file that npm makes for cmd, with every word as it was typed", async () => {
    await add("prod");
    expect((await cmd("k6p current & k6p use prod >NUL & k6p current")).stdout).toContain("prod");
    const printed = await cmd(`k6p exec prod -- node -p "process.argv.slice(1).join('|')" "a b" "c&d" "50%" "e^f"`);
    expect(printed.stdout, printed.stderr).toBe("a b|c&d|50%|e^f\n");
  });

  it("gives a batch file every argument as it is", async () => {
    await add("prod");
    const show = "process.stdout.write(JSON.stringify(process.argv.slice(2)))";
    writeFileSync(join(homeOutside, "show.js"), show);
    mkdirSync(join(homeOutside, "tools"));
    writeFileSync(
      join(homeOutside, "tools/show.cmd"),
      '@echo off\r\n"Z:\\mnt\\node\\bin\\node.exe" "%~dp0..\\show.js" %*\r\n',
    );
    const words = [
      "plain",
      "",
      "a b",
      "c&echo planted",
      "100%",
      "%PATH%",
      "e^f",
      "<in>",
      'say "hi"',
      "x|y",
      "ümlaut",
      "!bang!",
      "tail\\",
    ];
    const env = { PATH: `${home}\\tools;${environment()["PATH"]}` };
    const ran = await k6p(["exec", "prod", "--", "show", ...words], { env });
    expect(ran.code, ran.stderr).toBe(0);
    expect(JSON.parse(ran.stdout)).toEqual(words);
  });

  it("finds k6 by PATHEXT, as an .exe and as a .cmd file, and ends as it ends", async () => {
    await add("prod");
    const tools = join(homeOutside, "tools");
    mkdirSync(join(tools, "exe"), { recursive: true });
    mkdirSync(join(tools, "cmd"), { recursive: true });
    symlinkSync("/mnt/node/bin/node.exe", join(tools, "exe/k6.exe"));
    writeFileSync(join(tools, "cmd/k6.cmd"), "@echo off\r\necho from the batch file: %1\r\nexit /b 7\r\n");
    const path = (kind: string) => ({ PATH: `${home}\\tools\\${kind};${environment()["PATH"]}` });
    const asCmd = await k6p(["exec", "prod", "--", "k6", "run"], { env: path("cmd") });
    expect(asCmd, asCmd.stderr).toMatchObject({ code: 7, stdout: "from the batch file: run\r\n" });
    const script = "process.stdout.write(require('fs').readFileSync(process.env.K6_CONFIG,'utf8'));process.exitCode=9";
    const asExe = await k6p(["exec", "prod", "--", "k6", "-e", script], { env: path("exe") });
    expect(asExe.code, asExe.stderr).toBe(9);
    expect(asExe.stdout).toContain(TOKENS.prod);
    const none = await k6p(["exec", "prod", "--", "k6-is-not-here"]);
    expect(none.code).toBe(127);
  });

  it("does not run a k6 that lies in the folder it is called in", async () => {
    await add("prod");
    writeFileSync(join(homeOutside, "k6.cmd"), "@echo planted\r\n");
    const ran = await k6p(["exec", "prod", "--", "k6", "run"]);
    expect(ran.code).toBe(127);
    expect(ran.stdout).not.toContain("planted");
  });

  it("makes a cmd session use a profile, and leaves again", async () => {
    await add("prod");
    const batch = [
      "@echo off",
      "for /f \"delims=\" %%i in ('k6p env prod --shell cmd --portable') do %%i",
      "echo token=%K6_CLOUD_TOKEN%",
      "for /f \"delims=\" %%i in ('k6p env --unset --shell cmd') do %%i",
      "echo after=%K6_CLOUD_TOKEN%",
      "",
    ];
    writeFileSync(join(homeOutside, "try.cmd"), batch.join("\r\n"));
    const ran = await cmd("try.cmd");
    expect(ran.stdout, ran.stderr).toBe(`token=${TOKENS.prod}\r\nafter=\r\n`);
  });

  it("prints the hooks and the lines of shells that run on Windows", async () => {
    await add("prod");
    for (const shell of ["pwsh", "bash", "nushell"]) {
      const hook = await k6p(["hook", shell]);
      expect(hook.code, hook.stderr).toBe(0);
      expect(hook.stdout.length).toBeGreaterThan(500);
    }
    const lines = await k6p(["env", "prod", "--shell", "pwsh"]);
    expect(lines.stdout).toContain(`$env:K6_CLOUD_TOKEN = '${TOKENS.prod}'`);
    expect(lines.stdout).toContain("\\J' + [char]246 + 'rg M' + [char]252 + 'ller");
  });

  it("keeps tokens in the Credential Manager", async () => {
    const env = { K6P_STORE: "keyring" };
    const stores = await k6p(["store", "list", "--json"], { env });
    expect(JSON.parse(stores.stdout)).toMatchObject({
      stores: expect.arrayContaining([expect.objectContaining({ store: "keyring", state: "ready" })]),
    });
    const tested = await k6p(["store", "test", "keyring"], { env });
    expect(tested.code, tested.stderr).toBe(0);
    await add("prod", env);
    expect((await k6p(["use", "prod"], { env })).code).toBe(0);
    expect(configToken()).toBe(TOKENS.prod);
    const moved = await k6p(["store", "migrate", "--to", "file", "--all"], { env });
    expect(moved.code, moved.stderr).toBe(0);
    expect((await k6p(["use", "prod"])).code).toBe(0);
    expect((await k6p(["profile", "remove", "prod", "--yes"])).code).toBe(0);
    expect((await k6p(["use", "prod"])).code).toBe(3);
  });

  it("waits for a program that holds k6's file open, and goes on when it is closed", async () => {
    writeConfig("{}\n");
    await add("prod");
    const held = await hold("shared");
    const using = k6p(["use", "prod"]);
    await expect.poll(temporaries, { timeout: 60_000, interval: 20 }).toHaveLength(1);
    await held.release();
    const used = await using;
    expect(used.code, used.stderr).toBe(0);
    expect(configToken()).toBe(TOKENS.prod);
    expect(temporaries()).toEqual([]);
  });

  it.each(["shared", "alone"] as const)(
    "gives up on a file that stays open (%s), and leaves nothing behind",
    async (how) => {
      writeConfig('{ "userAgent": "held" }\n');
      await add("prod");
      const held = await hold(how);
      const used = await k6p(["use", "prod"]);
      await held.release();
      expect(used.code, used.stderr).toBe(8);
      expect(used.stderr).toMatch(/config\.json[^]*another program/i);
      expect(used.stderr).not.toMatch(/chmod|ls -l/);
      expect(temporaries()).toEqual([]);
      expect(readFileSync(configFile(), "utf8")).toBe('{ "userAgent": "held" }\n');
      expect((await k6p(["use", "prod"])).code).toBe(0);
    },
  );

  it("works below a path longer than Windows' old limit", async () => {
    const deep = Array.from({ length: 12 }, () => "a-folder-with-a-long-name-indeed").join("\\");
    const env = { K6P_HOME: `${home}\\${deep}\\k6p`, APPDATA: `${home}\\${deep}\\Roaming` };
    await add("prod", env);
    const used = await k6p(["use", "prod"], { env });
    expect(used.code, used.stderr).toBe(0);
    const ran = await k6p(["exec", "prod", "--", "node", "-p", "process.env.K6_CONFIG.length > 300"], { env });
    expect(ran.stdout, ran.stderr).toBe("true\n");
  });

  it("keeps k6's file whole when many write it at once", async () => {
    await add("prod");
    await add("staging");
    const names = Array.from({ length: 8 }, (_, turn) => (turn % 2 === 0 ? "prod" : "staging"));
    const runs = await Promise.all(names.map((name) => k6p(["use", name])));
    for (const run of runs) expect(run.code, run.stderr).toBe(0);
    expect(Object.values(TOKENS)).toContain(configToken());
  });

  it("completes names, and has help", async () => {
    await add("prod");
    const offered = await k6p(["completion", "candidates", "pwsh", "--", "use", ""]);
    expect(offered.stdout).toContain("prod");
    expect((await k6p(["--help"])).stdout).toContain("profile");
  });

  const temporaries = (): readonly string[] =>
    readdirSync(join(configFile(), "..")).filter((name) => name.endsWith(".tmp"));

  /**
   * Lets a program open k6's file and resolves when it is open: `shared`, so that others can read it and not replace it, as editors do, or `alone`.
   * `release` closes it.
   */
  async function hold(how: "shared" | "alone"): Promise<{ release(): Promise<void> }> {
    const open =
      how === "alone" ? `fs.openSync("AppData/Roaming/k6/config.json", fs.constants.O_RDWR | ${EXCLUSIVE});` : "";
    const script = `const fs = require("fs");${open}fs.writeFileSync("held", "");
setInterval(() => fs.existsSync("release") && process.exit(), 20);`;
    writeFileSync(join(homeOutside, "hold.js"), script);
    const running = cmd(how === "alone" ? "node hold.js" : "node hold.js < AppData\\Roaming\\k6\\config.json");
    await expect.poll(() => existsSync(join(homeOutside, "held")), { timeout: 60_000 }).toBe(true);
    return {
      async release() {
        writeFileSync(join(homeOutside, "release"), "");
        const { code, stderr } = await running;
        expect(code, stderr).toBe(0);
      },
    };
  }
});
