import { execFile } from "node:child_process";
import { chmodSync, cpSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
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
/** Each is a process of Node and several of git, so they are a sample of all steps. */
const MOST_KILLS = 8;
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

type MovedProject = Awaited<ReturnType<typeof createMovedProject>>;

interface Run {
  readonly outcome: string;
  readonly steps: number;
}

/** Synchronizes in a process of its own; rejects with the signal when it is killed before a step. */
async function runSync({ folder, env }: MovedProject, killBefore = 0): Promise<Run> {
  const { stdout } = await promisify(execFile)(process.execPath, [PROGRAM, String(killBefore)], { cwd: folder, env });
  return JSON.parse(stdout);
}

describe.skipIf(skip)("team sync", () => {
  test(
    "by several processes at once ends with one whole lock file and whole copies",
    { timeout: 120_000 },
    async () => {
      const project = await createMovedProject(3);
      const runs = [runSync(project), runSync(project), runSync(project), runSync(project)];
      const outcomes = (await Promise.all(runs)).map(({ outcome }) => outcome);
      expect(outcomes).toContain("written");
      expect(outcomes.filter((outcome) => outcome !== "written" && outcome !== "unchanged")).toEqual([]);
      const offline = project.engine({ PATH: "/nonexistent" });
      expect(await syncTeam(offline, { update: false, check: true })).toMatchObject({ outcome: "current" });
      expect(project.copies()).toHaveLength(6);
      expect(readdirSync(project.folder).toSorted()).toEqual([".git", "k6p.config.yaml", "k6p.lock"]);
    },
  );

  test(
    "killed before any step, leaves the old lock file or the new one, with its copies, and can be repeated",
    { timeout: 120_000 },
    async () => {
      const whole = await createMovedProject(2);
      const { steps } = await runSync(whole);
      expect(steps).toBeGreaterThan(20);
      const distance = Math.ceil(steps / MOST_KILLS);
      const project = await createMovedProject(2);
      const old = readFileSync(project.lockFile, "utf8");
      const copies = join(project.home, "k6p", "state", "extends");
      const oldCopies = join(project.home, "old-copies");
      cpSync(copies, oldCopies, { recursive: true });
      const offline = project.engine({ PATH: "/nonexistent" });
      for (let step = steps; step > 0; step -= distance) {
        writeFileSync(project.lockFile, old);
        rmSync(copies, { recursive: true });
        cpSync(oldCopies, copies, { recursive: true });
        chmodSync(copies, 0o700);
        await expect(runSync(project, step)).rejects.toMatchObject({ signal: "SIGKILL" });
        expect(await syncTeam(offline, { update: false, check: true })).toMatchObject({ outcome: "current" });
      }
      expect(await runSync(project)).toMatchObject({ outcome: expect.stringMatching(/^(written|unchanged)$/) });
      expect(readFileSync(project.lockFile, "utf8")).not.toBe(old);
      expect(await syncTeam(project.engine(), { update: true, check: false })).toMatchObject({ outcome: "unchanged" });
    },
  );

  test("does not undo what another program wrote into the lock file meanwhile", async () => {
    const project = await createMovedProject(1);
    const { host, lockDirectory } = project.engine();
    const previous = readLock(host, join(project.folder, "k6p.config.yaml"));
    const theirs = JSON.stringify(JSON.parse(previous.text ?? ""));
    writeFileSync(project.lockFile, theirs);
    expect(await replaceLock(host, { previous, lock: new Map(), lockDirectory })).toBe("overtaken");
    expect(readFileSync(project.lockFile, "utf8")).toBe(theirs);
    const again = readLock(host, join(project.folder, "k6p.config.yaml"));
    expect(await replaceLock(host, { previous: again, lock: again.lock, lockDirectory })).toBe("written");
    expect(readFileSync(project.lockFile, "utf8")).toBe(previous.text);
  });

  test("does not write through a link that came into the place of the lock file meanwhile", async () => {
    const project = await createMovedProject(1);
    const { host, lockDirectory } = project.engine();
    const previous = readLock(host, join(project.folder, "k6p.config.yaml"));
    const elsewhere = join(project.home, "elsewhere");
    writeFileSync(elsewhere, previous.text ?? "");
    rmSync(project.lockFile);
    symlinkSync(elsewhere, project.lockFile);
    await expect(replaceLock(host, { previous, lock: new Map(), lockDirectory })).rejects.toThrow(/symbolic link/);
    expect(readFileSync(elsewhere, "utf8")).toBe(previous.text);
  });

  test("does not read a folder as a lock file", async () => {
    const project = await createMovedProject(1);
    mkdirSync(join(project.folder, "sub/k6p.lock"), { recursive: true });
    const { host } = project.engine();
    expect(() => readLock(host, join(project.folder, "sub/k6p.config.yaml"))).toThrow(/is not a regular file/);
  });
});
