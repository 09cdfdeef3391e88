import { execFileSync } from "node:child_process";
import {
  chmodSync,
  chownSync,
  linkSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { skipUnless } from "../../testing/real-parts.ts";
import { editFile } from "./edit-file.ts";
import type { EditOutcome, EditRequest } from "./edit-request.ts";
import { fixtureCommand, run } from "../fixtures/run-fixture.ts";
import { scratchFolder } from "../fixtures/scratch-folder.ts";
import { windowsHost } from "../fixtures/windows-host.ts";
import type { FileSnapshot, Host } from "../host.ts";
import { createNodeHost } from "../node/node-host.ts";

const host = createNodeHost();
const withoutRoot = skipUnless(process.getuid?.() === 0, "the right to give files to other users (root)", {
  optional: true,
});

interface Place {
  readonly folder: string;
  readonly path: string;
  readonly edit: (change: EditRequest["edit"], request?: Partial<EditRequest>, machine?: Host) => Promise<EditOutcome>;
}

/** A folder with `config.json` in it, unless its content is undefined. */
function place(content: string | undefined = "old"): Place {
  const scratch = scratchFolder();
  const folder = join(scratch, "k6");
  mkdirSync(folder);
  const path = join(folder, "config.json");
  if (content !== undefined) writeFileSync(path, content, { mode: 0o600 });
  const request = { path, lockDirectory: join(scratch, "locks"), maxBytes: 1_000_000 };
  return {
    folder,
    path,
    edit: (change, more = {}, machine = host) => editFile(machine, { ...request, edit: change, ...more }),
  };
}

const to = (text: string) => () => Buffer.from(text);
const text = (current: FileSnapshot | undefined): string | undefined =>
  current === undefined ? undefined : Buffer.from(current.bytes).toString();
const modeOf = (path: string): number => statSync(path).mode & 0o7777;

describe("an edit", () => {
  test("replaces the content by what it makes of the current one", async () => {
    const { folder, path, edit } = place("old");
    const outcome = await edit((current) => Buffer.from(`${text(current)} and new`));
    expect(outcome).toEqual({ outcome: "written", realPath: path, previousMode: 0o600, linkCount: 1 });
    expect(readFileSync(path, "utf8")).toBe("old and new");
    expect(readdirSync(folder)).toEqual(["config.json"]);
  });

  test("creates a private file where there is none", async () => {
    const { path, edit } = place();
    execFileSync("rm", [path]);
    let seen: unknown = "not called";
    const outcome = await edit((current) => {
      seen = current;
      return Buffer.from("new");
    });
    expect(seen).toBeUndefined();
    expect(outcome).toEqual({ outcome: "created", realPath: path, previousMode: undefined, linkCount: 0 });
    expect(modeOf(path)).toBe(0o600);
  });

  test("leaves a file without a trace when it is right already, or is to be left", async () => {
    const { path, edit } = place("old");
    const before = lstatSync(path, { bigint: true });
    for (const change of [to("old"), () => undefined]) {
      expect(await edit(change)).toEqual({ outcome: "unchanged", realPath: path, previousMode: 0o600, linkCount: 1 });
      const after = lstatSync(path, { bigint: true });
      expect([after.ino, after.mtimeNs, after.ctimeNs]).toEqual([before.ino, before.mtimeNs, before.ctimeNs]);
    }
  });

  test("creates nothing when it is to be left and there is no file", async () => {
    const { folder, path, edit } = place();
    execFileSync("rm", [path]);
    expect(await edit(() => undefined)).toMatchObject({ outcome: "unchanged", previousMode: undefined });
    expect(readdirSync(folder)).toEqual([]);
  });

  test("that fails changes nothing and passes its error on", async () => {
    const { folder, path, edit } = place("old");
    const failure = new Error("not to be edited");
    await expect(
      edit(() => {
        throw failure;
      }),
    ).rejects.toBe(failure);
    expect([readFileSync(path, "utf8"), readdirSync(folder)]).toEqual(["old", ["config.json"]]);
  });

  test("keeps every byte, also of an empty and of a large content", async () => {
    const { path, edit } = place("old");
    for (const content of [Buffer.alloc(0), Buffer.from(Array.from({ length: 300_000 }, (_, index) => index % 256))]) {
      await edit(() => content);
      expect(readFileSync(path).equals(content)).toBe(true);
    }
  });

  test("needs the parent folder, or makes it with the wanted mode", async () => {
    const { folder, edit } = place();
    const path = join(folder, "a", "b", "config.json");
    await expect(edit(to("new"), { path })).rejects.toMatchObject({
      code: "FILE_WRITE_FAILED",
      remedy: [`The folder must exist: mkdir -p ${join(folder, "a", "b")}`],
    });
    expect(await edit(to("new"), { path, createParents: 0o700 })).toMatchObject({ outcome: "created", realPath: path });
    expect(modeOf(join(folder, "a"))).toBe(0o700);
  });

  test("takes a relative path from the working folder of the host", async () => {
    const { folder, path, edit } = place("old");
    const elsewhere: Host = { ...host, workingDirectory: folder };
    expect(await edit(to("new"), { path: "./config.json" }, elsewhere)).toMatchObject({ realPath: path });
  });
});

describe("the mode", () => {
  test.each([0o644, 0o666, 0o640, 0o400, 0o4755])("%o ends as 0600 when the content changes", async (mode) => {
    const { path, edit } = place("old");
    chmodSync(path, mode);
    expect(await edit(to("new"))).toMatchObject({ outcome: "written", previousMode: mode });
    expect(modeOf(path)).toBe(0o600);
  });

  test("is narrowed when it is too wide although the content is right, in place", async () => {
    const { path, edit } = place("old");
    chmodSync(path, 0o644);
    const { ino, mtimeMs } = lstatSync(path);
    expect(await edit(to("old"))).toMatchObject({ outcome: "unchanged", previousMode: 0o644 });
    expect(lstatSync(path)).toMatchObject({ ino, mtimeMs });
    expect(modeOf(path)).toBe(0o600);
  });

  test("can be another one where others may read", async () => {
    const { path, edit } = place("old");
    await edit(to("new"), { mode: 0o644 });
    expect(modeOf(path)).toBe(0o644);
  });

  test.each(["000", "077", "277"])("does not depend on the umask (%s)", async (umask) => {
    const { folder, path } = place("old");
    const locks = join(folder, "..", "locks");
    const order = JSON.stringify({ path: join(folder, "new.json"), lockDirectory: locks, times: 1 });
    mkdirSync(locks, { mode: 0o700 });
    const end = await run([
      "/bin/sh",
      "-c",
      `umask ${umask}; exec "$0" "$@"`,
      ...fixtureCommand("edit-repeatedly", order),
    ]).end;
    expect(JSON.parse(end.stdout)).toMatchObject({ outcome: "created" });
    expect(modeOf(join(folder, "new.json"))).toBe(0o600);
    expect(modeOf(path)).toBe(0o600);
  });
});

describe("a symlink", () => {
  test.each(["absolute", "relative", "chain", "through a linked folder"])("is written through (%s)", async (kind) => {
    const { folder, path, edit } = place("old");
    const link = join(folder, "link.json");
    mkdirSync(join(folder, "deep", "er"), { recursive: true });
    if (kind === "absolute") symlinkSync(path, link);
    if (kind === "relative") symlinkSync("../k6/config.json", link);
    if (kind === "chain") {
      symlinkSync("deep/one", link);
      symlinkSync("er/two", join(folder, "deep", "one"));
      symlinkSync("../../config.json", join(folder, "deep", "er", "two"));
    }
    if (kind === "through a linked folder") {
      // `..` is the parent of the folder that `short` leads to, not of `short`.
      symlinkSync("deep/er", join(folder, "short"));
      symlinkSync("../../config.json", join(folder, "deep", "er", "up"));
      symlinkSync("short/up", link);
    }
    const before = readlinkSync(link);
    expect(await edit(to("new"), { path: link })).toMatchObject({ outcome: "written", realPath: path });
    expect(readlinkSync(link)).toBe(before);
    expect(readFileSync(path, "utf8")).toBe("new");
  });

  test("that dangles has its target created", async () => {
    const { folder, edit } = place();
    const link = join(folder, "link.json");
    symlinkSync("dotfiles/k6.json", link);
    await expect(edit(to("new"), { path: link })).rejects.toMatchObject({ code: "FILE_WRITE_FAILED" });
    mkdirSync(join(folder, "dotfiles"));
    expect(await edit(to("new"), { path: link })).toMatchObject({
      outcome: "created",
      realPath: join(folder, "dotfiles", "k6.json"),
    });
    expect(lstatSync(link).isSymbolicLink()).toBe(true);
  });

  test("that leads back to itself is refused", async () => {
    const { folder, edit } = place();
    symlinkSync("two", join(folder, "one"));
    symlinkSync("one", join(folder, "two"));
    await expect(edit(to("new"), { path: join(folder, "one") })).rejects.toMatchObject({ code: "FILE_UNSAFE" });
  });

  test.skipIf(withoutRoot)("of another user is refused, unless it leads root to a file of that user", async () => {
    const { folder, path, edit } = place("old");
    const link = join(folder, "link.json");
    symlinkSync("config.json", link);
    execFileSync("chown", ["-h", "1001", link]);
    await expect(edit(to("new"), { path: link })).rejects.toMatchObject({ code: "FILE_UNSAFE" });
    chownSync(path, 1001, 1001);
    expect(await edit(to("new"), { path: link })).toMatchObject({ outcome: "written" });
    expect(statSync(path)).toMatchObject({ uid: 1001, gid: 1001 });
  });
});

describe("what is not a file of ours", () => {
  test("is refused: a folder, a FIFO, a device", async () => {
    const { folder, edit } = place();
    execFileSync("mkfifo", [join(folder, "fifo")]);
    for (const path of [folder, join(folder, "fifo"), "/dev/null", "/"]) {
      await expect(edit(to("new"), { path })).rejects.toMatchObject({ code: "FILE_UNSAFE" });
    }
    expect(statSync("/dev/null").isCharacterDevice()).toBe(true);
  });

  test("is refused when it is larger than files of its kind are", async () => {
    const { edit } = place("x".repeat(101));
    await expect(edit(to("new"), { maxBytes: 100 })).rejects.toMatchObject({ code: "FILE_READ_FAILED" });
  });

  test.skipIf(withoutRoot)("is refused when it belongs to another user, but root leaves it to its owner", async () => {
    const { path, edit } = place("old");
    chownSync(path, 1001, 1002);
    await expect(edit(to("new"), {}, { ...host, userId: 1000 })).rejects.toMatchObject({ code: "FILE_UNSAFE" });
    await edit(to("new"));
    expect(statSync(path)).toMatchObject({ uid: 1001, gid: 1002 });
    expect(modeOf(path)).toBe(0o600);
  });

  test("is refused in a folder that everybody can write to, at any depth, unless it is sticky", async () => {
    const { folder, path, edit } = place("old");
    const deep = join(folder, "deep", "er");
    mkdirSync(deep, { recursive: true });
    chmodSync(folder, 0o777);
    for (const file of [path, join(deep, "config.json")]) {
      await expect(edit(to("new"), { path: file })).rejects.toMatchObject({
        code: "FILE_UNSAFE",
        remedy: [`chmod o-w ${folder}`],
      });
    }
    chmodSync(folder, 0o1777);
    expect(await edit(to("new"))).toMatchObject({ outcome: "written" });
  });
});

test("a file with several names is reported, and the other names keep the previous content", async () => {
  const { folder, path, edit } = place("old");
  linkSync(path, join(folder, "other.json"));
  expect(await edit(to("new"))).toMatchObject({ outcome: "written", linkCount: 2 });
  expect([readFileSync(path, "utf8"), readFileSync(join(folder, "other.json"), "utf8")]).toEqual(["new", "old"]);
});

describe("another program that writes the file", () => {
  test("before we do is taken into account", async () => {
    const { path, edit } = place("old");
    let calls = 0;
    const outcome = await edit((current) => {
      if (calls++ === 0) writeFileSync(path, "k6!");
      return Buffer.from(`${text(current)} and ours`);
    });
    expect([calls, outcome.outcome, readFileSync(path, "utf8")]).toEqual([2, "written", "k6! and ours"]);
  });

  test("and creates it before we do is taken into account", async () => {
    const { path, edit } = place();
    execFileSync("rm", [path]);
    let calls = 0;
    await edit((current) => {
      if (calls++ === 0) writeFileSync(path, "k6");
      return Buffer.from(`${text(current)} and ours`);
    });
    expect(readFileSync(path, "utf8")).toBe("k6 and ours");
  });

  test("in the same tick of the file system's clock, with the same size, is taken into account", async () => {
    const { path, edit } = place("old");
    // Times as coarse as those of some file systems, and no look at the previous file after the rename: only the bytes tell.
    const blind = <T>(value: T): T => (value === undefined ? value : { ...value, version: "same" });
    const blindRead = (snapshot: FileSnapshot): FileSnapshot => ({ ...snapshot, status: blind(snapshot.status) });
    const windows = windowsHost((files) => ({
      linkStatus: (name) => blind(files.linkStatus(name)),
      read(name, maxBytes) {
        const snapshot = files.read(name, maxBytes);
        return snapshot === undefined ? undefined : blindRead(snapshot);
      },
      open(name) {
        const file = files.open(name);
        return file === undefined ? undefined : { ...file, read: (maxBytes) => blindRead(file.read(maxBytes)) };
      },
    }));
    let calls = 0;
    const change = (current: FileSnapshot | undefined): Buffer => {
      if (calls++ === 0) writeFileSync(path, "k6!");
      return Buffer.from(`${text(current)} and ours`);
    };
    await edit(change, {}, windows);
    expect(readFileSync(path, "utf8")).toBe("k6! and ours");
  });

  test("at the very moment of the rename does not lose what it wrote", async () => {
    const { folder, path, edit } = place("old");
    let renames = 0;
    const files: Host["files"] = {
      ...host.files,
      rename(from, target) {
        if (target === path && renames++ === 0) writeFileSync(path, "k6!");
        host.files.rename(from, target);
      },
    };
    const outcome = await edit((current) => Buffer.from(`${text(current)} and ours`), {}, { ...host, files });
    expect(outcome).toMatchObject({ outcome: "written", previousMode: 0o600 });
    expect([readFileSync(path, "utf8"), readdirSync(folder)]).toEqual(["k6! and ours", ["config.json"]]);
  });

  test("and has only begun to gets time to finish", async () => {
    const { path, edit } = place('{"a":1}');
    writeFileSync(path, "");
    setTimeout(() => writeFileSync(path, '{"a":2}'), 40);
    await edit((current) => Buffer.from(JSON.stringify({ ...JSON.parse(text(current) ?? ""), ours: true })));
    expect(readFileSync(path, "utf8")).toBe('{"a":2,"ours":true}');
  });

  test("all the time makes us give up without a change", async () => {
    const { folder, path, edit } = place("old");
    let calls = 0;
    const change = (): Buffer => {
      writeFileSync(path, `k6 ${++calls}`);
      return Buffer.from("ours");
    };
    await expect(edit(change)).rejects.toMatchObject({ code: "FILE_CHANGED" });
    expect([calls, readFileSync(path, "utf8"), readdirSync(folder)]).toEqual([5, "k6 5", ["config.json"]]);
  });
});

test("a process that has lost the lock does not write, but starts again", async () => {
  const { folder, path, edit } = place("old");
  const locks = join(folder, "..", "locks");
  let calls = 0;
  await edit(
    (current) => {
      if (calls++ === 0)
        for (const name of readdirSync(locks))
          writeFileSync(join(locks, name), '{"processId":1,"host":"","bootId":"","start":""}');
      else writeFileSync(join(folder, "seen"), text(current) ?? "");
      return Buffer.from(`ours ${calls}`);
    },
    { lockDirectory: locks },
    { ...host, clock: { ...host.clock, now: () => new Date(Date.now() + 60_000) } },
  );
  expect([calls, readFileSync(path, "utf8")]).toEqual([2, "ours 2"]);
});
