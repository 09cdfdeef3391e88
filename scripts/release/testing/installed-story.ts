import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type CloudStandIn, startCloudStandIn } from "../../../packages/core/src/testing/cloud-stand-in.ts";
import { canRunKeyring, startKeyringSession } from "../../../packages/core/src/testing/gnome-keyring.ts";
import { skipUnless } from "../../../packages/core/src/testing/real-parts.ts";
import { type ProgramRun, runProgram } from "./run-program.ts";

const ACCOUNTS = [
  { slug: "staging", token: "glc_staging-0123456789", stackId: 22222, projectId: 2200 },
  { slug: "prod", token: "glc_prod-0123456789", stackId: 11111, projectId: 1100 },
].map(({ slug, token, stackId, projectId }) => ({
  token,
  stackUrl: `https://${slug}.grafana.net`,
  stackId,
  defaultProjectId: projectId,
  projects: [{ id: projectId, name: slug }],
}));

/** Profiles by name, with the token that each must lead to. */
const TOKENS = { staging: "glc_staging-0123456789", prod: "glc_prod-0123456789" } as const;

const skipKeyring = skipUnless(canRunKeyring, "no dbus-daemon and gnome-keyring-daemon to keep secrets in");

/**
 * The tests that every installed k6p must pass, however it came to the machine. `command` gives the words that start it, once it is installed; a
 * folder of `path` is searched before the others.
 */
export function tellInstalledStory(
  command: () => readonly string[],
  { path = () => "" }: { readonly path?: () => string } = {},
): void {
  let home: string;
  let cloud: CloudStandIn;

  beforeAll(async () => {
    home = mkdtempSync(join(tmpdir(), "k6p-installed-"));
    cloud = await startCloudStandIn({ accounts: ACCOUNTS });
  });
  afterAll(async () => {
    await cloud.close();
    rmSync(home, { recursive: true, force: true, maxRetries: 10 });
  });

  const environment = (): NodeJS.ProcessEnv => ({
    PATH: [path(), process.env["PATH"]].filter(Boolean).join(":"),
    HOME: home,
    K6P_STORE: "file",
    K6_CLOUD_HOST: cloud.url,
    K6_CLOUD_HOST_V6: cloud.url,
  });
  const run = (words: readonly string[], options: { env?: NodeJS.ProcessEnv; input?: string; cwd?: string } = {}) =>
    runProgram([...command(), ...words], {
      env: { ...environment(), ...options.env },
      cwd: options.cwd ?? home,
      ...(options.input === undefined ? {} : { input: options.input }),
    });
  const k6Config = (): unknown => JSON.parse(readFileSync(join(home, ".config/k6/config.json"), "utf8"));
  const succeeds = (ran: ProgramRun): void => expect(ran.code, `${ran.stdout}${ran.stderr}`).toBe(0);

  it("adds profiles whose tokens the cloud has accepted", async () => {
    for (const [name, token] of Object.entries(TOKENS)) {
      const added = await run(["profile", "add", name, "--stack", name, "--token-stdin"], { input: token });
      succeeds(added);
      expect(`${added.stdout}${added.stderr}`).not.toContain(token);
    }
    expect(cloud.requests.length).toBeGreaterThan(1);
    const wrong = await run(["profile", "add", "wrong", "--stack", "prod", "--token-stdin"], {
      input: "glc_unknown-01",
    });
    expect(wrong.code).toBe(4);
  });

  it("makes k6 use one", async () => {
    for (const [name, token] of Object.entries(TOKENS)) {
      succeeds(await run(["use", name]));
      expect(k6Config()).toMatchObject({ collectors: { cloud: { token } } });
      expect((await run(["current"])).stdout).toBe(`${name}\n`);
    }
  });

  it("makes a shell use one", async () => {
    const lines = await run(["env", "staging", "--shell", "sh"]);
    succeeds(lines);
    const script = `${lines.stdout}\nprintf %s "$K6_CLOUD_TOKEN"`;
    const shell = await runProgram(["sh", "-c", script], { env: environment(), cwd: home });
    expect(shell.stdout).toBe(TOKENS.staging);
  });

  it("runs one command under one, and ends as it ends", async () => {
    const print = 'cat "$K6_CONFIG"; exit 7';
    const ran = await run(["exec", "staging", "--", "sh", "-c", print]);
    expect(ran.code, ran.stderr).toBe(7);
    expect(ran.stdout).toContain(TOKENS.staging);
    expect((await run(["current"])).stdout).toBe("prod\n");
  });

  it("completes names, and tells bash how to ask for them", async () => {
    const offered = await run(["completion", "candidates", "bash", "--", "use", ""]);
    expect(offered.stdout.split("\n")).toEqual(
      expect.arrayContaining([expect.stringMatching(/^prod/), expect.stringMatching(/^staging/)]),
    );
    const installed = await run(["completion", "install", "bash"]);
    succeeds(installed);
  });

  it("has help, and an error for what it does not know", async () => {
    expect((await run(["--help"])).stdout).toContain("profile");
    expect((await run(["profile", "add", "--help"])).stdout).toContain("--token-stdin");
    const unknown = await run(["profil", "list"]);
    expect(unknown).toMatchObject({ code: 2, stdout: "" });
  });

  it("takes the tour", async () => {
    const tour = await run(["tour"]);
    succeeds(tour);
    expect(tour.stdout).toContain("The tour is over.");
  });

  it("reads a file of a team, and prints a pipeline", async () => {
    const folder = join(home, "repository");
    mkdirSync(folder);
    writeFileSync(
      join(folder, "k6p.config.yaml"),
      "version: 1\nprofiles:\n  shared:\n    stack: prod\n    stackId: 11111\n",
    );
    const pipeline = await run(["ci", "github", "shared"], { cwd: folder });
    succeeds(pipeline);
    expect(pipeline.stdout).toContain("k6p exec shared");
  });

  it("runs nothing that a folder brings", async () => {
    const folder = join(home, "hostile");
    mkdirSync(folder);
    writeFileSync(
      join(folder, "evil.js"),
      `require("node:fs").writeFileSync(${JSON.stringify(join(home, "evil-was-here"))}, "");\n`,
    );
    writeFileSync(join(folder, "bunfig.toml"), 'preload = ["./evil.js"]\n');
    writeFileSync(join(folder, ".env"), "K6P_PROFILE=staging\nK6_CLOUD_TOKEN=glc_planted-01\n");
    writeFileSync(join(folder, "package.json"), '{"type":"module","main":"./evil.js"}\n');
    writeFileSync(join(folder, "tsconfig.json"), "{ broken");
    const current = await run(["current"], { cwd: folder });
    expect(current, current.stderr).toMatchObject({ code: 0, stdout: "prod\n" });
    expect(existsSync(join(home, "evil-was-here"))).toBe(false);
  });

  it.skipIf(skipKeyring)("keeps a token in the keyring, and asks where it is locked", async () => {
    const session = await startKeyringSession("gnome-keyring");
    try {
      await session.startUnlocked();
      const env = {
        ...session.env,
        HOME: home,
        XDG_CONFIG_HOME: undefined,
        XDG_DATA_HOME: undefined,
        K6P_STORE: "keyring",
      };
      const words = ["profile", "add", "kept", "--stack", "prod", "--token-stdin"];
      succeeds(await run(words, { env, input: TOKENS.prod }));
      succeeds(await run(["use", "kept"], { env }));
      expect(k6Config()).toMatchObject({ collectors: { cloud: { token: TOKENS.prod } } });
      await session.start();
      const locked = await run(["use", "kept"], { env });
      expect(locked, locked.stderr).toMatchObject({ code: 5 });
      expect(locked.stderr).toContain("STORE_LOCKED");
      await session.startUnlocked();
      succeeds(await run(["profile", "remove", "kept", "--yes"], { env }));
    } finally {
      await session.close();
    }
  });

  it("removes a profile with its token", async () => {
    succeeds(await run(["profile", "remove", "staging", "--yes"]));
    expect((await run(["use", "staging"])).code).toBe(3);
    const listed = await run(["profile", "list", "--json"]);
    expect(JSON.parse(listed.stdout)).toMatchObject({ profiles: [{ name: "prod" }] });
  });
}
