import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createGitRemotes, type GitRemote } from "@k6p/core/team-sync/fixtures/git-remote";
import { findProgram, skipUnless } from "@k6p/core/testing/real-parts";
import { describe, expect, it } from "vitest";
import { VAULT } from "./profile-home.ts";
import { runInProcess } from "./run-in-process.ts";
import { type Ran, throwAwayHome } from "./run-k6p.ts";

const skip = skipUnless(findProgram("git") && process.platform !== "win32", "git is not here");

interface Project {
  readonly repo: string;
  readonly lockFile: string;
  readonly policy: GitRemote;
  readonly reference: string;
  readonly path: string;
  run(words: readonly string[], env?: Readonly<Record<string, string>>): Promise<Ran>;
}

/** A repository whose team file extends a tag of another one. */
function makeProject(): Project {
  const remotes = createGitRemotes();
  const policy = remotes.add("policy");
  policy.commit({ "k6p.config.yaml": "version: 1\nprofiles:\n  shared: { stack: acme, stackId: 1 }\n" });
  policy.tag("v1");
  const reference = `${policy.reference}#v1`;
  const home = throwAwayHome();
  const repo = join(home, "repo");
  mkdirSync(join(repo, ".git"), { recursive: true });
  writeFileSync(join(repo, "k6p.config.yaml"), `version: 1\nextends: ["${reference}"]\n`);
  return {
    repo,
    lockFile: join(repo, "k6p.lock"),
    policy,
    reference,
    path: remotes.env["PATH"] ?? "",
    run: (words, env = {}) => runInProcess(words, { home, cwd: repo, env: { ...VAULT, ...remotes.env, ...env } }),
  };
}

describe.skipIf(skip)("k6p team sync", () => {
  it("brings the profiles of a repository to everybody, once each has trusted them", async () => {
    const { run, reference, lockFile } = makeProject();
    const before = await run(["team", "status"]);
    expect(before.stdout + before.stderr).toContain("k6p team sync");
    const sync = await run(["team", "sync"]);
    expect(sync.code, sync.stderr).toBe(0);
    expect(sync.stderr).toBe(`Fetching ${reference} (60 s at most)\n`);
    expect(sync.stdout.split("\n")).toEqual([
      expect.stringMatching(/#v1: added at [0-9a-f]{12}$/),
      `Wrote ${lockFile}. Commit it with the team file.`,
      "Files from a repository are ignored until you trust them: k6p team trust",
      "",
    ]);
    const offline = { PATH: "/nonexistent" };
    expect((await run(["profile", "list"], offline)).stdout).not.toContain("acme");
    const trust = await run(["team", "trust", "--yes"], offline);
    expect(trust.stderr).toMatch(/\+ take profiles from \S+#v1 at [0-9a-f]{12} \(/);
    expect((await run(["profile", "list"], offline)).stdout).toMatch(/shared +team +https:\/\/acme\.grafana\.net/);
    expect((await run(["team", "sync", "--check"], offline)).stdout).toContain(`${lockFile} is up to date.`);
  });

  it("tells of a tag that moved, and takes it when told to", async () => {
    const { run, policy, reference } = makeProject();
    await run(["team", "sync"]);
    await run(["team", "trust", "--yes"]);
    const first = policy.git("rev-parse", "main");
    const second = policy.commit({ "k6p.config.yaml": "version: 1\nprofiles:\n  other: { stack: acme }\n" });
    policy.tag("v1");
    const moved = await run(["team", "sync"]);
    expect(moved.code).toBe(0);
    expect(moved.stdout).toContain(`the tag has moved from ${first} to ${second}; the locked commit is kept`);
    expect(moved.stdout).toContain(`To update: k6p team sync --update ${reference}`);
    const updated = await run(["team", "sync", "--update", reference, "--json"]);
    expect(JSON.parse(updated.stdout)).toMatchObject({
      outcome: "written",
      references: [{ reference, state: "updated", commit: second, previousCommit: first, remoteCommit: null }],
    });
    expect((await run(["team", "status"])).stdout).toContain(
      "1 more from git repositories are ignored until you trust them",
    );
  });

  it("is part of a pipeline that needs it, which works in a clean checkout and not without the lock file", async () => {
    const { run, lockFile } = makeProject();
    for (const step of ["sync", "trust"]) await run(["team", step, ...(step === "trust" ? ["--yes"] : [])]);
    const workflow = (await run(["ci", "github", "shared"])).stdout;
    const steps = [...workflow.matchAll(/- run: k6p (team .*)/g)].map(([, words = ""]) => words.split(" "));
    expect(steps).toHaveLength(3);
    const machine = { K6P_HOME: throwAwayHome(), K6P_TOKEN_SHARED: "glc_token-of-the-pipeline-0001", CI: "true" };
    const exec = () => run(["exec", "shared", "--", process.execPath, "-e", ""], machine);
    expect((await exec()).code).not.toBe(0);
    for (const step of steps) expect(await run(step, machine), step.join(" ")).toMatchObject({ code: 0 });
    expect(await exec()).toMatchObject({ code: 0 });
    rmSync(lockFile);
    expect((await run(steps[0] ?? [], { ...machine, K6P_HOME: throwAwayHome() })).code).toBe(9);
  });

  it("fails in CI when the lock file is not committed, with a code of its own", async () => {
    const { run, lockFile } = makeProject();
    const missing = await run(["team", "sync", "--check"]);
    expect(missing.code).toBe(9);
    expect(missing.stdout).toContain(`${lockFile} does not exist. To create it: k6p team sync`);
    expect(missing.stderr).toBe("");
    expect(existsSync(lockFile)).toBe(false);
    await run(["team", "sync"]);
    expect((await run(["team", "sync", "--check"])).code).toBe(0);
    rmSync(lockFile);
    expect((await run(["team", "check"])).code).toBe(9);
  });

  it("takes references with --update alone, and not together with --check", async () => {
    const { run, reference } = makeProject();
    expect((await run(["team", "sync", reference])).code).toBe(2);
    expect((await run(["team", "sync", "--update", "--check"])).code).toBe(2);
    expect((await run(["team", "sync", "--update", "github:acme/typo"])).stderr).toContain("does not extend");
  });

  it("runs no git that the repository brings along", async () => {
    const { run, repo, path } = makeProject();
    const sentinel = join(repo, "ran");
    const folders = [repo, join(repo, "tools"), join(repo, "node_modules/.bin")];
    for (const folder of folders) {
      mkdirSync(folder, { recursive: true });
      for (const name of ["git", "ssh"])
        writeFileSync(join(folder, name), `#!/bin/sh\necho $0 >> '${sentinel}'\n`, { mode: 0o755 });
    }
    const planted = ["", ".", "tools", ...folders].join(":");
    expect((await run(["team", "sync"], { PATH: planted })).code).toBe(127);
    expect((await run(["team", "sync"], { PATH: `${planted}:${path}` })).code).toBe(0);
    expect(existsSync(sentinel) ? readFileSync(sentinel, "utf8") : "").toBe("");
  });
});
