import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, describe, expect, test } from "vitest";
import { findProgram, skipUnless } from "../../testing/real-parts.ts";
import { syncTeam, type TeamSync } from "./sync-team.ts";
import { createSyncedTeam, defining, NO_GIT, type SyncedTeam } from "./fixtures/synced-team.ts";

const skip = skipUnless(findProgram("git") && process.platform !== "win32", "git is not here");
const EMPTY = "version: 1\n";

let remotes: SyncedTeam["remotes"];
let project: SyncedTeam["project"];
let policy: SyncedTeam["policy"];
let first: SyncedTeam["first"];
let reference: SyncedTeam["reference"];
let sync: SyncedTeam["sync"];
let update: SyncedTeam["update"];
let check: SyncedTeam["check"];
let resolve: SyncedTeam["resolve"];
let names: SyncedTeam["names"];
let move: SyncedTeam["move"];

beforeEach(() => {
  if (!skip)
    ({ remotes, project, policy, first, reference, sync, update, check, resolve, names, move } = createSyncedTeam());
});

describe.skipIf(skip)("team sync", () => {
  test("copies and locks what is extended; everything else then works without git", async () => {
    expect(await sync()).toMatchObject({
      outcome: "written",
      lockFile: project.lockFile,
      references: [{ reference, state: "added", locked: { commit: first, path: "k6p.config.yaml" } }],
      dropped: [],
    });
    expect(project.readLock().references[reference]).toMatchObject({ commit: first, path: "k6p.config.yaml" });
    expect(project.notices.map(({ message }) => message)).toEqual([`Fetching ${reference} (60 s at most)`]);
    expect(await names()).toEqual(["one"]);
    expect(await check()).toMatchObject({ outcome: "current", references: [{ state: "current" }] });
    expect(statSync(project.lockFile).mode & 0o777).toBe(0o644);
  });

  test("changes nothing the second time, not even the time of the lock file", async () => {
    await sync();
    const before = statSync(project.lockFile, { bigint: true }).mtimeNs;
    expect(await sync()).toMatchObject({ outcome: "unchanged", references: [{ state: "current" }] });
    expect(statSync(project.lockFile, { bigint: true }).mtimeNs).toBe(before);
    expect(project.copies()).toHaveLength(1);
  });

  test("gives a colleague what was locked, although the tag has moved meanwhile", async () => {
    await sync();
    move();
    const colleague = project.engine({}, join(project.home, "../colleague"));
    expect((await resolve(colleague)).faults).toMatchObject([
      { code: "TEAM_EXTENDS_MISSING", message: expect.stringContaining("not been copied"), remedy: ["k6p team sync"] },
    ]);
    expect(await sync(colleague)).toMatchObject({ outcome: "unchanged", references: [{ state: "moved" }] });
    expect(await names(colleague)).toEqual(["one"]);
  });

  test("follows files of the same repository at the same commit, and references in them to other ones", async () => {
    const base = remotes.add("base");
    const baseCommit = base.commit({
      "team/k6.yaml": "version: 1\nextends: [../eu/base.json]\n",
      "eu/base.json": '{"version":1}',
    });
    policy.commit({
      "k6p.config.yaml": `version: 1\nextends: [./eu/one.yaml, "${base.reference}#${baseCommit}:team/k6.yaml"]\n`,
      "eu/one.yaml": `version: 1\nextends: [../two.yml]\nprofiles: {one: {stack: a}}\n`,
      "two.yml": defining("two"),
      "unused.yaml": defining("unused"),
    });
    policy.tag("v2");
    project.extend(`${policy.reference}#v2`);
    await sync();
    const { references } = project.readLock();
    expect(Object.keys(references)).toEqual([`${base.reference}#${baseCommit}:team/k6.yaml`, `${policy.reference}#v2`]);
    expect(Object.keys(references[`${policy.reference}#v2`]?.files ?? {})).toEqual([
      "eu/one.yaml",
      "k6p.config.yaml",
      "two.yml",
    ]);
    expect(await names()).toEqual(["one", "two"]);
    expect((await resolve()).files.size).toBe(6);
    const calls = remotes.calls().length;
    expect(await check()).toMatchObject({ outcome: "current" });
    expect(remotes.calls().length).toBe(calls);
  });

  test("reports a tag that moved, with both commits, and takes it only when told to", async () => {
    await sync();
    const lock = readFileSync(project.lockFile, "utf8");
    const second = move();
    expect(await sync()).toMatchObject({
      outcome: "unchanged",
      references: [{ state: "moved", locked: { commit: first }, remoteCommit: second, isCommitGone: false }],
    });
    expect(readFileSync(project.lockFile, "utf8")).toBe(lock);
    expect(await names()).toEqual(["one"]);
    expect(await update()).toMatchObject({
      outcome: "written",
      references: [{ state: "updated", previous: { commit: first }, locked: { commit: second } }],
    });
    expect(await names()).toEqual(["two"]);
    expect(await sync()).toMatchObject({ outcome: "unchanged", references: [{ state: "current" }] });
  });

  test("takes new states of the named references or repositories alone", async () => {
    const other = remotes.add("other");
    other.commit({ "k6p.config.yaml": EMPTY });
    other.tag("v1");
    project.extend(reference, `${other.reference}#v1`);
    await sync();
    const second = move();
    other.commit({ "k6p.config.yaml": `${EMPTY}# new\n` });
    other.tag("v1");
    const states = async (result: Promise<TeamSync>) => (await result).references.map(({ state }) => state);
    expect(await states(update(reference))).toEqual(["updated", "moved"]);
    expect(project.readLock().references[reference]?.commit).toBe(second);
    expect(await states(update(other.reference))).toEqual(["current", "updated"]);
    const typo = { update: ["github:acme/typo"], check: false };
    await expect(syncTeam(project.engine(NO_GIT), typo)).rejects.toMatchObject({
      code: "USAGE",
      message: expect.stringContaining("does not extend"),
    });
  });

  test("reports a history that was rewritten, and goes on with the copy that there is", async () => {
    await sync();
    policy.git("update-ref", "-d", "refs/heads/main");
    const second = move();
    policy.forget();
    expect(await sync()).toMatchObject({
      outcome: "unchanged",
      references: [{ state: "moved", locked: { commit: first }, remoteCommit: second, isCommitGone: true }],
    });
    expect(await names()).toEqual(["one"]);

    const lock = readFileSync(project.lockFile, "utf8");
    const colleague = project.engine({}, join(project.home, "../colleague"));
    await expect(sync(colleague)).rejects.toMatchObject({
      code: "TEAM_EXTENDS_CHANGED",
      message: expect.stringMatching(new RegExp(`locked at ${first}.*rewritten.*points to ${second}`)),
      remedy: expect.arrayContaining([expect.stringContaining("k6p team sync --update")]),
    });
    expect(readFileSync(project.lockFile, "utf8")).toBe(lock);
    expect(await update()).toMatchObject({ references: [{ state: "updated", locked: { commit: second } }] });
  });

  test("reports a tag that is no longer there, and keeps what is locked", async () => {
    await sync();
    policy.git("tag", "--delete", "v1");
    expect(await sync()).toMatchObject({
      outcome: "unchanged",
      references: [{ state: "withdrawn", locked: { commit: first } }],
    });
    expect(await update()).toMatchObject({ outcome: "unchanged", references: [{ state: "withdrawn" }] });
    expect(await names()).toEqual(["one"]);
  });

  test("drops from the lock file what is no longer extended, and leaves an empty one", async () => {
    move("v2");
    project.extend(reference, `${policy.reference}#v2`);
    await sync();
    project.extend(`${policy.reference}#v2`);
    expect(await check()).toMatchObject({ outcome: "outdated", dropped: [reference] });
    expect(await sync()).toMatchObject({ outcome: "written", dropped: [reference] });
    expect(Object.keys(project.readLock().references)).toEqual([`${policy.reference}#v2`]);
    project.extend();
    expect(await sync()).toMatchObject({ outcome: "written", references: [] });
    expect(readFileSync(project.lockFile, "utf8")).toBe('{\n  "version": 1,\n  "references": {}\n}\n');
  });

  test("writes no lock file where nothing comes from a git repository, and starts nothing", async () => {
    project.extend();
    expect(await sync(project.engine(NO_GIT))).toMatchObject({ outcome: "none", references: [] });
    expect(existsSync(project.lockFile)).toBe(false);
    expect(await check()).toMatchObject({ outcome: "current" });
  });

  test("needs no connection for a pinned commit that has been copied", async () => {
    project.extend(`${policy.reference}#${first}`);
    expect(await sync()).toMatchObject({ references: [{ state: "added", locked: { commit: first } }] });
    expect(await sync(project.engine(NO_GIT))).toMatchObject({
      outcome: "unchanged",
      references: [{ state: "current" }],
    });
  });

  test("refuses a branch, and says what to write instead", async () => {
    project.extend(`${policy.reference}#main`);
    await expect(sync()).rejects.toMatchObject({
      code: "TEAM_EXTENDS_INVALID",
      message: expect.stringContaining("pinned to a branch, and branches move"),
      remedy: [expect.stringContaining(`${policy.reference}#${first}`)],
    });
    expect(existsSync(project.lockFile)).toBe(false);
  });

  test("says what a repository does not have: the tag, the commit, the file", async () => {
    policy.commit({ "other.yaml": EMPTY, "link.yaml": { link: "other.yaml" }, "huge.yaml": "#".repeat(262_145) });
    policy.tag("v2");
    const refused = async (pinned: string): Promise<string> => {
      project.extend(`${policy.reference}#${pinned}`);
      const error: unknown = await sync().catch((reason: unknown) => reason);
      return `${error instanceof Error && "code" in error ? String(error.code) : ""} ${String(error)}`;
    };
    expect(await refused("v9")).toMatch(/TEAM_EXTENDS_NOT_FOUND .* has no tag v9/);
    expect(await refused(first.slice(0, 10))).toMatch(/has no tag/);
    expect(await refused("1".repeat(40))).toMatch(/TEAM_EXTENDS_NOT_FOUND .* does not provide the commit 1{40}/);
    expect(await refused("v2")).toMatch(
      /has none of k6p\.config\.yaml, k6p\.config\.yml, k6p\.config\.json in its root/,
    );
    expect(await refused("v2:eu/none.yaml")).toMatch(/TEAM_EXTENDS_NOT_FOUND .* has no file eu\/none\.yaml/);
    expect(await refused("v2:link.yaml")).toMatch(/is a symbolic link, which is not followed/);
    expect(await refused("v2:huge.yaml")).toMatch(/is larger than 256 KiB/);
    expect(await refused("v2:other.js")).toMatch(/other\.js/);
    expect(existsSync(project.lockFile)).toBe(false);
    expect(readdirSync(join(project.home, "k6p/state/extends"))).toEqual([]);
  });

  test.each([
    ["../../../../etc/passwd.yaml", "not a path in its repository"],
    ["../x.yaml", "not a path in its repository"],
    ["./-x.yaml", "not a path in its repository"],
    ["./link.yaml", "symbolic link"],
    ["./none.yaml", "has no file none.yaml"],
    ["./x.js", "not a data file|has no file"],
  ])("does not follow a file of a repository to %s", async (path, why) => {
    policy.commit({
      "k6p.config.yaml": `version: 1\nextends: ["${path}"]\n`,
      "link.yaml": { link: "/etc/passwd" },
      "x.js": "",
    });
    policy.tag("v2");
    project.extend(`${policy.reference}#v2`);
    await expect(sync()).rejects.toThrow(new RegExp(why));
    expect(existsSync(project.lockFile)).toBe(false);
  });

  test("ends where files and repositories extend each other without an end", async () => {
    policy.commit({
      "k6p.config.yaml": "version: 1\nextends: [./a.yaml]\n",
      "a.yaml": "version: 1\nextends: [./k6p.config.yaml]\n",
    });
    policy.tag("ring");
    project.extend(`${policy.reference}#ring`);
    await expect(sync()).rejects.toThrow(/extend each other in a cycle/);
    for (let level = 9; level > 0; level--) {
      policy.commit({ "k6p.config.yaml": `version: 1\nextends: ["${policy.reference}#level${level + 1}"]\n` });
      policy.tag(`level${level}`);
    }
    project.extend(`${policy.reference}#level1`);
    await expect(sync()).rejects.toThrow(/more than 5 levels away/);
    expect(existsSync(project.lockFile)).toBe(false);
  });

  test("leaves the lock file alone when a team file has faults, since references could be hidden by them", async () => {
    await sync();
    const lock = readFileSync(project.lockFile, "utf8");
    writeFileSync(join(project.folder, "k6p.config.yaml"), `version: 1\nextends: [${JSON.stringify(reference)}\n`);
    await expect(sync()).rejects.toMatchObject({ code: "TEAM_FILE_INVALID" });
    await expect(check()).rejects.toMatchObject({ code: "TEAM_FILE_INVALID" });
    policy.commit({ "k6p.config.yaml": "version: 1\nprofile: {}\n" });
    policy.tag("bad");
    project.extend(reference, `${policy.reference}#bad`);
    await expect(sync()).rejects.toMatchObject({
      code: "TEAM_FILE_INVALID",
      message: expect.stringContaining("policy-bad-"),
    });
    expect(readFileSync(project.lockFile, "utf8")).toBe(lock);
  });

  test("says where there is no team file", async () => {
    rmSync(join(project.folder, "k6p.config.yaml"));
    await expect(sync()).rejects.toMatchObject({ code: "TEAM_FILE_MISSING" });
  });
});

describe.skipIf(skip)("team sync --check", () => {
  test("fails where the lock file is missing or lacks a reference, without asking anybody", async () => {
    expect(await check()).toMatchObject({ outcome: "outdated", references: [{ reference, state: "outdated" }] });
    expect(existsSync(project.lockFile)).toBe(false);
    await sync();
    project.extend(reference, `${policy.reference}#v2`);
    expect(await check()).toMatchObject({
      outcome: "outdated",
      references: [{ state: "current" }, { state: "outdated" }],
    });
  });

  test("fetches what is locked and has not been copied, and changes nothing in the project", async () => {
    await sync();
    move();
    const lock = readFileSync(project.lockFile, "utf8");
    const ci = project.engine({}, join(project.home, "../ci"));
    expect(await check(ci)).toMatchObject({
      outcome: "current",
      references: [{ state: "moved", locked: { commit: first } }],
    });
    expect(readFileSync(project.lockFile, "utf8")).toBe(lock);
    expect(await names(ci)).toEqual(["one"]);
  });

  test("finds a lock file that lists fewer files than the commit needs", async () => {
    policy.commit({ "k6p.config.yaml": "version: 1\nextends: [./a.yaml]\n", "a.yaml": EMPTY });
    policy.tag("v2");
    project.extend(`${policy.reference}#v2`);
    await sync();
    const lock = project.readLock();
    delete lock.references[`${policy.reference}#v2`]?.files["a.yaml"];
    writeFileSync(project.lockFile, `${JSON.stringify(lock, null, 2)}\n`);
    expect(await check(project.engine())).toMatchObject({ outcome: "outdated", references: [{ state: "outdated" }] });
    expect(await sync()).toMatchObject({ outcome: "written", references: [{ state: "updated" }] });
  });
});
