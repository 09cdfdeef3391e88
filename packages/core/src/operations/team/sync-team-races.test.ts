import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { describe, expect, test } from "vitest";
import { createGitRemotes } from "../../team-sync/fixtures/git-remote.ts";
import { createTeamProject, type TeamProject } from "../../team-sync/fixtures/team-project.ts";
import { readLock } from "../../team-sync/read-lock.ts";
import { replaceLock } from "../../team-sync/replace-lock.ts";
import { findProgram, skipUnless } from "../../testing/real-parts.ts";
import { syncTeam } from "./sync-team.ts";

const PROGRAM = fileURLToPath(new URL("../../team-sync/fixtures/run-sync.ts", import.meta.url));
const skip = skipUnless(findProgram("git") && process.platform !== "win32", "git is not here");

/** A project that extends several references, all of which have moved since they were locked. */
async function createMovedProject(count: number): Promise<TeamProject & { readonly env: Record<string, string> }> {
  const remotes = createGitRemotes();
  const project = createTeamProject(remotes.env);
  const remote = remotes.add("a");
  const tags = Array.from({ length: count }, (_, index) => `v${index}`);
  const commit = (content: string): void => {
    remote.commit({ "k6p.config.yaml": `version: 1\n# ${content}\n`, "a.yaml": "version: 1\n" });
    for (const tag of tags) remote.tag(tag, "light");
  };
  commit("old");
  project.extend(...tags.map((tag) => `${remote.reference}#${tag}`));
  await syncTeam(project.engine(), { update: false, check: false });
  commit("new");
  const env = { HOME: project.home, K6P_HOME: join(project.home, "k6p"), ...remotes.env };
  return { ...project, env };
}

describe.skipIf(skip)("team sync", () => {
  test("by several processes at once ends with one whole lock file and whole copies", async () => {
    const project = await createMovedProject(3);
    const run = () =>
      promisify(execFile)(process.execPath, [PROGRAM, "update"], { cwd: project.folder, env: project.env });
    const outcomes = (await Promise.all([run(), run(), run(), run()])).map(({ stdout }) => stdout);
    expect(outcomes).toContain("written");
    expect(outcomes.filter((outcome) => outcome !== "written" && outcome !== "unchanged")).toEqual([]);
    const offline = project.engine({ PATH: "/nonexistent" });
    expect(await syncTeam(offline, { update: false, check: true })).toMatchObject({ outcome: "current" });
    expect(project.copies()).toHaveLength(6);
    expect(readdirSync(project.folder).toSorted()).toEqual([".git", "k6p.config.yaml", "k6p.lock"]);
  });

  test("that is killed leaves the old lock file and copies, or the new ones", async () => {
    const project = await createMovedProject(2);
    const old = readFileSync(project.lockFile, "utf8");
    const offline = project.engine({ PATH: "/nonexistent" });
    let isNew = false;
    for (let delay = 100; !isNew && delay < 10_000; delay += delay < 500 ? 60 : 400) {
      const child = spawn(process.execPath, [PROGRAM, "update"], {
        cwd: project.folder,
        env: project.env,
        stdio: "ignore",
      });
      const timer = setTimeout(() => child.kill("SIGKILL"), delay);
      await once(child, "exit");
      clearTimeout(timer);
      isNew = readFileSync(project.lockFile, "utf8") !== old;
      expect(await syncTeam(offline, { update: false, check: true })).toMatchObject({ outcome: "current" });
    }
    expect(isNew).toBe(true);
    expect(await syncTeam(project.engine(), { update: true, check: false })).toMatchObject({ outcome: "unchanged" });
  });

  test("does not undo what another program wrote into the lock file meanwhile", async () => {
    const project = await createMovedProject(1);
    const { host, lockDirectory } = project.engine();
    const former = readLock(host, join(project.folder, "k6p.config.yaml"));
    const theirs = JSON.stringify(JSON.parse(former.text ?? ""));
    writeFileSync(project.lockFile, theirs);
    expect(await replaceLock(host, { former, lock: new Map(), lockDirectory })).toBe("overtaken");
    expect(readFileSync(project.lockFile, "utf8")).toBe(theirs);
    const again = readLock(host, join(project.folder, "k6p.config.yaml"));
    expect(await replaceLock(host, { former: again, lock: again.lock, lockDirectory })).toBe("written");
    expect(readFileSync(project.lockFile, "utf8")).toBe(former.text);
  });

  test("does not write through a link that came into the place of the lock file meanwhile", async () => {
    const project = await createMovedProject(1);
    const { host, lockDirectory } = project.engine();
    const former = readLock(host, join(project.folder, "k6p.config.yaml"));
    const elsewhere = join(project.home, "elsewhere");
    writeFileSync(elsewhere, former.text ?? "");
    rmSync(project.lockFile);
    symlinkSync(elsewhere, project.lockFile);
    await expect(replaceLock(host, { former, lock: new Map(), lockDirectory })).rejects.toThrow(/symbolic link/);
    expect(readFileSync(elsewhere, "utf8")).toBe(former.text);
  });

  test("does not read a folder as a lock file", async () => {
    const project = await createMovedProject(1);
    mkdirSync(join(project.folder, "sub/k6p.lock"), { recursive: true });
    const { host } = project.engine();
    expect(() => readLock(host, join(project.folder, "sub/k6p.config.yaml"))).toThrow(/is not a regular file/);
  });
});
