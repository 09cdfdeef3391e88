import { existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, describe, expect, test } from "vitest";
import { sha256 } from "../../team-sync/copies.ts";
import { findProgram, skipUnless } from "../../testing/real-parts.ts";
import { createSyncedTeam, defining, type SyncedTeam } from "./fixtures/synced-team.ts";
import { syncTeam } from "./sync-team.ts";

const skip = skipUnless(findProgram("git") && process.platform !== "win32", "git is not here");

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

beforeEach(() => {
  if (!skip) ({ remotes, project, policy, first, reference, sync, update, check, resolve, names } = createSyncedTeam());
});

describe.skipIf(skip)("a lock file that somebody changed", () => {
  const edit = (change: (locked: { commit: string; path: string; files: Record<string, string> }) => void): void => {
    const lock = project.readLock();
    const locked = lock.references[reference];
    if (locked !== undefined) change(locked);
    writeFileSync(project.lockFile, `${JSON.stringify(lock, null, 2)}\n`);
  };

  test("by a checksum that the commit does not have is refused, by everybody", async () => {
    await sync();
    edit((locked) => (locked.files["k6p.config.yaml"] = `sha256:${"0".repeat(64)}`));
    await expect(sync()).rejects.toMatchObject({
      code: "TEAM_EXTENDS_CHANGED",
      message: expect.stringContaining("not match the lock file"),
    });
    await expect(check(project.engine())).rejects.toMatchObject({ code: "TEAM_EXTENDS_CHANGED" });
    expect((await resolve()).faults).toMatchObject([{ code: "TEAM_EXTENDS_MISSING" }]);
    expect(await update()).toMatchObject({ references: [{ state: "updated", locked: { commit: first } }] });
    expect(await names()).toEqual(["one"]);
  });

  test("to another commit is told as a tag that moved, with both commits", async () => {
    await sync();
    const evil = policy.commit({ "k6p.config.yaml": defining("evil") });
    edit((locked) => (locked.commit = evil));
    await expect(sync()).rejects.toMatchObject({ code: "TEAM_EXTENDS_CHANGED" });
    edit((locked) => (locked.files["k6p.config.yaml"] = `sha256:${sha256(defining("evil"))}`));
    expect(await sync()).toMatchObject({
      outcome: "unchanged",
      references: [{ state: "moved", locked: { commit: evil }, remoteCommit: first }],
    });
  });

  test("so that it cannot be read is refused with the ways out", async () => {
    writeFileSync(project.lockFile, "<<<<<<< HEAD\n");
    for (const action of [sync, check])
      await expect(action()).rejects.toMatchObject({
        code: "TEAM_LOCK_INVALID",
        remedy: [expect.stringContaining("git checkout HEAD -- "), expect.anything()],
      });
    expect((await resolve()).faults).toMatchObject([{ message: expect.stringContaining("is not valid JSON") }]);
  });

  test.each(["there", "dangling"])("into a symbolic link (%s) is not followed", async (kind) => {
    const target = join(project.home, "authorized_keys");
    if (kind === "there") writeFileSync(target, "");
    symlinkSync(target, project.lockFile);
    await expect(sync()).rejects.toMatchObject({
      code: "FILE_UNSAFE",
      message: expect.stringContaining("symbolic link"),
    });
    expect(existsSync(target) ? readFileSync(target, "utf8") : "").toBe("");
    expect((await resolve()).faults).toMatchObject([{ message: expect.stringContaining("symbolic link") }]);
  });
});

describe.skipIf(skip)("a copy that somebody changed", () => {
  test("by one byte is not used, and the next sync makes it again", async () => {
    await sync();
    const [copy = ""] = project.copies();
    const path = join(project.home, "k6p/state/extends", copy, "k6p.config.yaml");
    writeFileSync(path, defining("evi"));
    expect((await resolve()).faults).toMatchObject([
      {
        code: "TEAM_EXTENDS_MISSING",
        message: expect.stringContaining("not match the lock file"),
        remedy: ["k6p team sync"],
      },
    ]);
    expect(await sync()).toMatchObject({ outcome: "unchanged", references: [{ state: "current" }] });
    expect(await names()).toEqual(["one"]);
  });
});

describe.skipIf(skip)("git, for team sync,", () => {
  test("is not the one that the project brings along", async () => {
    const sentinel = join(project.home, "ran");
    for (const folder of ["", "bin", "node_modules/.bin"]) {
      mkdirSync(join(project.folder, folder), { recursive: true });
      for (const name of ["git", "ssh", "git-remote-https"])
        writeFileSync(join(project.folder, folder, name), `#!/bin/sh\necho $0 >> ${sentinel}\nexit 1\n`, {
          mode: 0o755,
        });
    }
    const entries = [
      "",
      ".",
      "bin",
      project.folder,
      join(project.folder, "bin"),
      join(project.folder, "node_modules/.bin"),
    ];
    const planted = entries.join(":");
    expect(await sync(project.engine({ PATH: `${planted}:${remotes.env["PATH"]}` }))).toMatchObject({
      outcome: "written",
    });
    project.extend(`${policy.reference}#v2`);
    await expect(sync(project.engine({ PATH: planted }))).rejects.toMatchObject({ code: "GIT_MISSING", exitCode: 127 });
    expect(existsSync(sentinel)).toBe(false);
  });

  test("is given 60 seconds, or less, for a repository; nothing is left of it then", async () => {
    await sync();
    const lock = readFileSync(project.lockFile, "utf8");
    project.extend(reference, "git+ssh://git@hang.test/x.git#v1");
    const slow = syncTeam(project.engine(), { update: false, check: false, deadlineMs: 400 });
    await expect(slow).rejects.toMatchObject({ code: "GIT_FAILED", details: { timedOut: true } });
    expect(readFileSync(project.lockFile, "utf8")).toBe(lock);
    expect(project.copies()).toHaveLength(1);
    project.extend(reference);
    expect(await names()).toEqual(["one"]);
  });

  test("sees nothing of the project's own settings, nor of variables for other repositories", async () => {
    const sentinel = join(project.home, "ran");
    const script = join(project.home, "script");
    writeFileSync(script, `#!/bin/sh\necho $0 >> ${sentinel}\nexit 1\n`, { mode: 0o755 });
    writeFileSync(
      join(project.folder, ".git/config"),
      `[core]\n\tsshCommand = ${script}\n\tfsmonitor = ${script}\n[url "ssh://evil.test/"]\n\tinsteadOf = ssh://git@remote.test/\n[credential]\n\thelper = ${script}\n`,
    );
    const env = {
      GIT_DIR: join(project.folder, ".git"),
      GIT_CONFIG_COUNT: "1",
      GIT_CONFIG_KEY_0: "core.sshCommand",
      GIT_CONFIG_VALUE_0: script,
    };
    expect(await sync(project.engine(env))).toMatchObject({ outcome: "written" });
    expect(remotes.calls().join("\n")).not.toContain("evil");
    expect(existsSync(sentinel)).toBe(false);
  });
});
