import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, describe, expect, test } from "vitest";
import { scratchFolder } from "../host/fixtures/scratch-folder.ts";
import { createNodeHost } from "../host/node/node-host.ts";
import { findProgram, skipUnless } from "../testing/real-parts.ts";
import { Deadline } from "../host/deadline.ts";
import { createGitRemotes, type GitRemote, type GitRemotes } from "./fixtures/git-remote.ts";
import { findGit } from "./find-git.ts";
import { Git } from "./git.ts";
import { RemoteRepository } from "./remote-repository.ts";

const skip = skipUnless(findProgram("git") && process.platform !== "win32", "git is not here");

let remotes: GitRemotes;

beforeEach(() => {
  if (!skip) remotes = createGitRemotes();
});

function open(remote: Pick<GitRemote, "reference">, env: Readonly<Record<string, string>> = {}, deadlineMs = 20_000) {
  const host = createNodeHost({ env: { ...remotes.env, HOME: remotes.folder, ...env } });
  const git = new Git(host, { program: findGit(host, []), mayAsk: false });
  const url = remote.reference.replace(/^git\+/, "");
  const folder = join(scratchFolder(), "scratch");
  mkdirSync(folder);
  return { folder, repository: new RemoteRepository({ git, url, folder, deadline: new Deadline(host, deadlineMs) }) };
}

describe.skipIf(skip)("a remote repository", () => {
  test("returns the commit of a tag of either kind, and of a branch of that name", async () => {
    const remote = remotes.add("a");
    const first = remote.commit({ "x.yaml": "1" });
    remote.tag("annotated");
    remote.tag("light", "light");
    remote.git("tag", "-a", "-m", "x", "twice", "annotated");
    remote.git("branch", "annotated");
    remote.git("update-ref", "refs/heads/refs/tags/fake", first);
    const { repository } = open(remote);
    expect(await repository.look("annotated")).toEqual({ tag: first, branch: first });
    expect(await repository.look("light")).toEqual({ tag: first, branch: undefined });
    expect(await repository.look("twice")).toEqual({ tag: first, branch: undefined });
    expect(await repository.look("fake")).toEqual({ tag: undefined, branch: undefined });
    expect(await repository.look("main")).toEqual({ tag: undefined, branch: first });
  });

  test.each(["sha1", "sha256"])("returns files of a commit, by %s, byte for byte", async (algorithm) => {
    const remote = remotes.add("a", { sha256: algorithm === "sha256" });
    const text = "\ufeffversion: 1 # ä\u2028\r\n\0";
    const commit = remote.commit({ "eu/x.yaml": text });
    remote.tag("v1");
    const { repository, folder } = open(remote);
    expect((await repository.look("v1")).tag).toBe(commit);
    expect(await repository.fetch(commit, "v1")).toBe("fetched");
    expect(await repository.read(commit, "eu/x.yaml")).toEqual({ kind: "file", bytes: Buffer.from(text) });
    expect(await repository.firstOf(commit, ["k6p.config.yaml", "eu/x.yaml"])).toBe("eu/x.yaml");
    expect(existsSync(join(folder, "eu"))).toBe(false);
  });

  test("returns a commit by its ID, without its history, and reports a missing one", async () => {
    const remote = remotes.add("a");
    const first = remote.commit({ "x.yaml": "1" });
    const second = remote.commit({ "x.yaml": "2" });
    const { repository, folder } = open(remote);
    expect(await repository.fetch(second)).toBe("fetched");
    expect(readFileSync(join(folder, "shallow"), "utf8").trim()).toBe(second);
    expect(await repository.fetch(first)).toBe("fetched");
    expect(await repository.read(first, "x.yaml")).toEqual({ kind: "file", bytes: Buffer.from("1") });
    expect(await repository.fetch("1".repeat(40))).toBe("gone");
  });

  test("with an old protocol returns the commit of a tag, and reports that it provides nothing else", async () => {
    const remote = remotes.add("a");
    const first = remote.commit({ "x.yaml": "1" });
    const second = remote.commit({ "x.yaml": "2" });
    remote.tag("v2");
    remote.commit({ "x.yaml": "3" });
    const { repository } = open(remote, { GIT_SSH_VARIANT: "simple" });
    expect(await repository.fetch(first)).toBe("gone");
    expect(await repository.fetch(second, "v2")).toBe("fetched");
    expect(await repository.read(second, "x.yaml")).toEqual({ kind: "file", bytes: Buffer.from("2") });
  });

  test("is not trusted if a tag points elsewhere than it just reported", async () => {
    const remote = remotes.add("a");
    const first = remote.commit({ "x.yaml": "1" });
    remote.commit({ "x.yaml": "2" });
    remote.tag("v1");
    await expect(open(remote).repository.fetch(first, "v1")).rejects.toThrow(/did not return the commit/);
  });

  test("returns only regular files", async () => {
    const remote = remotes.add("a");
    const commit = remote.commit({
      "target.yaml": "secret: 1",
      "link.yaml": { link: "target.yaml" },
      "outside.yaml": { link: "/etc/passwd" },
      "folder.yaml/x": "",
      way: { link: "folder.yaml" },
      "binary.yaml": Buffer.from([0xff, 0xfe, 0x00]),
      "-x.yaml": "dash",
      "*.yaml": "star",
    });
    const { repository } = open(remote);
    await repository.fetch(commit);
    const link = { kind: "refused", reason: "is a symbolic link, which is not followed" };
    expect(await repository.read(commit, "link.yaml")).toEqual(link);
    expect(await repository.read(commit, "outside.yaml")).toEqual(link);
    expect(await repository.read(commit, "folder.yaml")).toEqual({ kind: "refused", reason: "is a folder" });
    expect(await repository.read(commit, "binary.yaml")).toEqual({ kind: "refused", reason: "is not text in UTF-8" });
    for (const path of ["way/x", "none.yaml", "../target.yaml", "t*.yaml", ":(glob)*.yaml", "TARGET.yaml"])
      expect(await repository.read(commit, path).catch(() => ({ kind: "absent" }))).toEqual({ kind: "absent" });
    expect(await repository.read(commit, "-x.yaml")).toEqual({ kind: "file", bytes: Buffer.from("dash") });
    expect(await repository.read(commit, "*.yaml")).toEqual({ kind: "file", bytes: Buffer.from("star") });
  });

  test.each([false, true])(
    "returns files up to 256 KiB, whether the server leaves out larger ones or not (%s)",
    async (noFilter) => {
      const remote = remotes.add("a", { noFilter });
      const large = "x".repeat(256 * 1024);
      const commit = remote.commit({
        "large.yaml": large,
        "huge.yaml": `${large}x`,
        "vast.yaml": "y".repeat(5_000_000),
      });
      const { repository } = open(remote);
      await repository.fetch(commit);
      const calls = remotes.calls().length;
      expect(await repository.read(commit, "large.yaml")).toEqual({ kind: "file", bytes: Buffer.from(large) });
      for (const path of ["huge.yaml", "vast.yaml"])
        expect(await repository.read(commit, path)).toEqual({ kind: "refused", reason: "is larger than 256 KiB" });
      expect(remotes.calls().length).toBe(calls);
    },
  );

  test("with submodules is fetched without them", async () => {
    const [inner, remote] = [remotes.add("inner"), remotes.add("outer")];
    const id = inner.commit({ "x.yaml": "1" });
    remote.commit({
      ".gitmodules": `[submodule "sub"]\n\tpath = sub\n\turl = ${inner.reference.replace("git+", "")}\n`,
    });
    remote.git("read-tree", "main");
    remote.git("update-index", "--add", "--cacheinfo", `160000,${id},sub`);
    const tree = remote.git("write-tree");
    const commit = remote.git("commit-tree", "-m", "x", tree);
    remote.git("update-ref", "refs/heads/main", commit);
    const { repository } = open(remote);
    await repository.fetch(commit);
    expect(await repository.read(commit, "sub")).toEqual({ kind: "refused", reason: "is a submodule" });
    expect(await repository.read(commit, "sub/x.yaml")).toEqual({ kind: "absent" });
    expect(remotes.calls().filter((call) => call.includes("inner.git"))).toEqual([]);
  });

  test("runs no hook, monitor, filter or template, neither its own nor one in the user's settings", async () => {
    const sentinel = join(remotes.folder, "ran");
    const script = join(remotes.folder, "script");
    writeFileSync(script, `#!/bin/sh\necho "$0 $*" >> ${sentinel}\n`, { mode: 0o755 });
    const remote = remotes.add("a");
    const commit = remote.commit({
      "x.yaml": "1",
      ".gitattributes": "* filter=evil diff=evil\n",
      ".git-hooks/post-checkout": "x",
    });
    remote.tag("v1");
    for (const hook of ["reference-transaction", "post-checkout", "post-merge"])
      writeFileSync(join(remotes.folder, hook), `#!/bin/sh\necho ${hook} >> ${sentinel}\n`, { mode: 0o755 });
    const settings = [
      `[core]\n\thooksPath = ${remotes.folder}\n\tfsmonitor = ${script}\n`,
      `[filter "evil"]\n\tsmudge = ${script}\n\tprocess = ${script}\n[diff "evil"]\n\ttextconv = ${script}\n`,
      `[init]\n\ttemplateDir = ${remotes.folder}\n`,
    ];
    writeFileSync(join(remotes.folder, ".gitconfig"), settings.join(""));
    const { repository, folder } = open(remote);
    await repository.look("v1");
    await repository.fetch(commit, "v1");
    await repository.read(commit, "x.yaml");
    expect(existsSync(sentinel)).toBe(false);
    expect(existsSync(join(folder, "ssh"))).toBe(false);
  });

  test("ignores the settings of a repository that contains k6p's folder", async () => {
    const remote = remotes.add("a");
    const commit = remote.commit({ "x.yaml": "1" });
    remote.tag("v1");
    const { repository, folder } = open(remote);
    const around = join(folder, "../.git");
    execFileSync("git", ["init", "--quiet", join(folder, "..")]);
    writeFileSync(join(around, "config"), '[url "ssh://evil.test/"]\n\tinsteadOf = ssh://git@remote.test/\n', {
      flag: "a",
    });
    expect(await repository.look("v1")).toEqual({ tag: commit, branch: undefined });
    expect(await repository.fetch(commit, "v1")).toBe("fetched");
    expect(remotes.calls().join("\n")).not.toContain("evil.test");
  });

  test.each([
    ["file", (folder: string) => `file://${folder}`],
    ["a path", (folder: string) => folder],
    ["ext", (folder: string) => `ext::git-upload-pack ${folder}`],
    ["http", () => "http://127.0.0.1:1/x.git"],
  ])("is not reached by another protocol that the user's settings put in its place: %s", async (_what, urlOf) => {
    const remote = remotes.add("a");
    remote.commit({ "x.yaml": "1" });
    remote.tag("v1");
    const settings = `[protocol]\n\tallow = always\n[url "${urlOf(remote.folder)}"]\n\tinsteadOf = ${remote.reference.replace("git+", "")}\n`;
    writeFileSync(join(remotes.folder, ".gitconfig"), settings);
    await expect(open(remote).repository.look("v1")).rejects.toThrow(/transport '\w+' not allowed/);
  });

  test("otherwise follows the user's settings, and shows none of their passwords", async () => {
    const remote = remotes.add("a");
    const commit = remote.commit({ "x.yaml": "1" });
    remote.tag("v1");
    const instead = (url: string): void =>
      writeFileSync(
        join(remotes.folder, ".gitconfig"),
        `[url "${url}"]\n\tinsteadOf = ssh://git@remote.test${remote.folder}\n`,
      );
    instead(`ssh://git@elsewhere.test${remote.folder}`);
    expect((await open(remote).repository.look("v1")).tag).toBe(commit);
    expect(remotes.calls().at(-1)).toContain("git@elsewhere.test");
    instead("https://me:hunter2@127.0.0.1:9/x.git");
    const error: unknown = await open(remote)
      .repository.look("v1")
      .catch((reason: unknown) => reason);
    expect(String(error)).toContain("127.0.0.1:9");
    expect(String(error)).not.toContain("hunter2");
  });

  test("that does not answer is given up at the deadline, along with everything git started", async () => {
    const started = Date.now();
    const { repository } = open({ reference: "git+ssh://git@hang.test/x.git" }, {}, 500);
    await expect(repository.look("v1")).rejects.toThrow(
      /git did not finish within 1 s with ssh:\/\/git@hang\.test\/x\.git and was stopped/,
    );
    expect(Date.now() - started).toBeLessThan(10_000);
    const hanging = Number(readFileSync(join(remotes.folder, "ssh.hanging"), "utf8"));
    await expect.poll(() => createNodeHost().processes.startOf(hanging)).toBeUndefined();
  });

  test("that does not exist is reported in git's words, on one line", async () => {
    const missing = { reference: `git+ssh://git@remote.test${remotes.folder}/none.git` };
    await expect(open(missing).repository.look("v1")).rejects.toMatchObject({
      code: "GIT_FAILED",
      message: expect.stringMatching(
        /^Cannot list the tags of ssh:\S+: git said "[^\n]*not appear to be a git repository[^\n]*"\.$/,
      ),
      remedy: [expect.stringContaining("git ls-remote ssh://git@remote.test/")],
    });
  });
});
