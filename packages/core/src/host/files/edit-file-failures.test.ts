import { execFileSync } from "node:child_process";
import { chmodSync, chownSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { K6pError } from "../../errors/k6p-error.ts";
import { findProgram, skipUnless } from "../../testing/real-parts.ts";
import { editFile } from "./edit-file.ts";
import type { EditOutcome } from "./edit-request.ts";
import { fixtureCommand, fixturePath, run } from "../fixtures/run-fixture.ts";
import { scratchFolder } from "../fixtures/scratch-folder.ts";
import { windowsHost } from "../fixtures/windows-host.ts";
import type { FileSnapshot, Host, HostFiles } from "../host.ts";
import { createNodeHost } from "../node/node-host.ts";

const host = createNodeHost();

interface Place {
  readonly folder: string;
  readonly path: string;
  readonly locks: string;
  readonly write: (content: Uint8Array, machine?: Host) => Promise<EditOutcome>;
}

/** A folder with `config.json` in it. */
function place(folder = join(scratchFolder(), "k6")): Place {
  mkdirSync(folder, { recursive: true });
  const path = join(folder, "config.json");
  writeFileSync(path, "old", { mode: 0o600 });
  const locks = join(scratchFolder(), "locks");
  const request = { path, lockDirectory: locks, maxBytes: 1_000_000 };
  return {
    folder,
    path,
    locks,
    write: (content, machine = host) => editFile(machine, { ...request, edit: () => content }),
  };
}

function systemError(code: string): Error {
  return Object.assign(new Error(`${code}: injected`), { code });
}

/** This machine with some calls replaced. */
function machineWith(files: Partial<HostFiles>): Host {
  return { ...host, files: { ...host.files, ...files } };
}

function expectUntouched({ path, folder, locks }: Place): void {
  expect(readFileSync(path, "utf8")).toBe("old");
  expect(readdirSync(folder)).toEqual(["config.json"]);
  expect(readdirSync(locks)).toEqual([]);
}

describe("an error of the system", () => {
  const calls: readonly (readonly [call: "create" | "rename", code: string, remedy: RegExp])[] = [
    ["create", "ENOSPC", /df -h/u],
    ["create", "EDQUOT", /df -h/u],
    ["create", "EIO", /ls -ld/u],
    ["create", "EPERM", /chmod u\+wx/u],
    ["create", "EROFS", /findmnt/u],
    ["create", "EMFILE", /ulimit -n/u],
    ["rename", "EACCES", /chmod u\+wx/u],
    ["rename", "EXDEV", /Mount its folder/u],
    ["rename", "EBUSY", /Mount its folder/u],
    ["rename", "ENOSPC", /df -h/u],
    ["rename", "EIO", /ls -ld/u],
  ];
  test.each(calls)(
    "in %s (%s) leaves the previous file, no temporary one, and a remedy",
    async (call, code, remedy) => {
      const here = place();
      const fail = (): never => {
        throw systemError(code);
      };
      await expect(here.write(Buffer.from("new"), machineWith({ [call]: fail }))).rejects.toMatchObject({
        code: "FILE_WRITE_FAILED",
        message: expect.stringContaining(`${here.path} could not be written (${code})`),
        remedy: expect.arrayContaining([expect.stringMatching(remedy)]),
        details: { file: here.path, systemError: code },
      });
      expectUntouched(here);
    },
  );

  test("in reading leaves the file and names it", async () => {
    const here = place();
    const open = (): never => {
      throw systemError("EACCES");
    };
    await expect(here.write(Buffer.from("new"), machineWith({ open }))).rejects.toMatchObject({
      code: "FILE_READ_FAILED",
      details: { file: here.path },
    });
    expectUntouched(here);
  });

  test("in flushing the folder is told as what it is: the new content is there", async () => {
    const here = place();
    const syncDirectory = (): never => {
      throw systemError("EIO");
    };
    await expect(here.write(Buffer.from("new"), machineWith({ syncDirectory }))).rejects.toMatchObject({
      code: "FILE_WRITE_FAILED",
      message: expect.stringContaining("has its new content"),
    });
    expect(readFileSync(here.path, "utf8")).toBe("new");
  });

  test("in narrowing the mode of a file that is right otherwise is not passed over", async () => {
    const here = place();
    chmodSync(here.path, 0o644);
    const setMode = (): never => {
      throw systemError("EPERM");
    };
    await expect(here.write(Buffer.from("old"), machineWith({ setMode }))).rejects.toMatchObject({
      code: "FILE_WRITE_FAILED",
    });
  });

  test("in removing the temporary file does not hide the one that made it necessary", async () => {
    const here = place();
    const fail = (code: string) => (): never => {
      throw systemError(code);
    };
    await expect(
      here.write(Buffer.from("new"), machineWith({ rename: fail("EXDEV"), remove: fail("EIO") })),
    ).rejects.toMatchObject({ details: { systemError: "EXDEV" } });
    expect(readFileSync(here.path, "utf8")).toBe("old");
  });
});

describe("on Windows", () => {
  test("a file that a scanner keeps open is replaced when the scanner lets go of it", async () => {
    const here = place();
    let refusals = 3;
    const windows = windowsHost((files) => ({
      rename(from, target) {
        if (target === here.path && refusals-- > 0) throw systemError("EPERM");
        files.rename(from, target);
      },
    }));
    expect(await here.write(Buffer.from("new"), windows)).toMatchObject({ outcome: "written" });
    expect(readFileSync(here.path, "utf8")).toBe("new");
  });

  test("what another program writes while the scanner keeps the file is kept", async () => {
    const here = place();
    let isFirst = true;
    const windows = windowsHost((files) => ({
      rename(from, target) {
        if (isFirst) {
          isFirst = false;
          writeFileSync(here.path, "k6!");
          throw systemError("EACCES");
        }
        files.rename(from, target);
      },
    }));
    const { path, locks } = here;
    const change = (current: FileSnapshot | undefined): Uint8Array =>
      Buffer.concat([current?.bytes ?? Buffer.alloc(0), Buffer.from(" and ours")]);
    await editFile(windows, { path, lockDirectory: locks, maxBytes: 1_000, edit: change });
    expect(readFileSync(path, "utf8")).toBe("k6! and ours");
  });

  test("a file that stays open is an error after two seconds", async () => {
    const here = place();
    let now = 0;
    const sleep = (milliseconds: number): Promise<void> => Promise.resolve(void (now += milliseconds));
    const windows = windowsHost(() => ({
      rename() {
        throw systemError("EBUSY");
      },
    }));
    const timed = { ...windows, clock: { ...windows.clock, monotonicMs: () => now, sleep } };
    await expect(here.write(Buffer.from("new"), timed)).rejects.toMatchObject({ details: { systemError: "EBUSY" } });
    expect(now).toBeGreaterThanOrEqual(2_000);
    expectUntouched(here);
  });

  test("modes are left alone, and our own reading does not keep the file open", async () => {
    const here = place();
    chmodSync(here.path, 0o644);
    let open = 0;
    const windows = windowsHost((files) => ({
      open(path) {
        const file = files.open(path);
        if (file === undefined) return undefined;
        open = 1;
        const close = (): void => {
          open = 0;
          file.close();
        };
        return { ...file, close };
      },
      rename(from, target) {
        expect(open).toBe(0);
        files.rename(from, target);
      },
    }));
    expect(await here.write(Buffer.from("old"), windows)).toMatchObject({ outcome: "unchanged" });
    expect(statSync(here.path).mode & 0o777).toBe(0o644);
    expect(await here.write(Buffer.from("new"), windows)).toMatchObject({ outcome: "written" });
  });
});

const isRoot = process.getuid?.() === 0;
const withoutMount = skipUnless(isRoot && canMount(), "the right to mount a small file system (root)", {
  optional: true,
});

function canMount(): boolean {
  try {
    execFileSync("unshare", ["-m", "mount", "-t", "tmpfs", "tmpfs", "/mnt"], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}

function systemErrorOf(error: unknown): unknown {
  return error instanceof K6pError && error.code === "FILE_WRITE_FAILED" ? error.details["systemError"] : error;
}

describe.skipIf(withoutMount)("on a full disk", () => {
  test("every size is either written whole or refused", { timeout: 60_000 }, async () => {
    const folder = join(scratchFolder(), "disk");
    mkdirSync(folder);
    execFileSync("mount", ["-t", "tmpfs", "-o", "size=32k,mode=700", "tmpfs", folder]);
    onTestFinished(() => void execFileSync("umount", [folder]));
    const seen = new Set<unknown>();
    const here = place(folder);
    for (let size = 0; size <= 65_536; size += 4_096) {
      for (const content of [Buffer.alloc(size, "n"), Buffer.alloc(size + 1, "m")]) {
        const before = readFileSync(here.path);
        const end = await here.write(content).then(
          ({ outcome }) => outcome,
          (error: unknown) => systemErrorOf(error),
        );
        seen.add(end);
        const expected = end === "written" ? content : before;
        expect(readFileSync(here.path).equals(expected)).toBe(true);
        expect(readdirSync(folder)).toEqual(["config.json"]);
      }
    }
    expect(seen).toEqual(new Set(["written", "ENOSPC"]));
  });

  test("a file that is a mount point of its own is refused with a remedy", async () => {
    const here = place();
    const source = join(scratchFolder(), "source.json");
    writeFileSync(source, "old", { mode: 0o600 });
    execFileSync("mount", ["--bind", source, here.path]);
    onTestFinished(() => void execFileSync("umount", [here.path]));
    await expect(here.write(Buffer.from("new"))).rejects.toMatchObject({
      code: "FILE_WRITE_FAILED",
      details: { systemError: "EBUSY" },
      remedy: [expect.stringContaining(`Mount its folder instead: ${here.folder}`)],
    });
    expectUntouched(here);
  });
});

test("a limit on the size of files leaves the previous one", async () => {
  const here = place();
  writeFileSync(here.path, '{"count":1}');
  // 8 blocks are 4 or 8 KiB.
  const order = JSON.stringify({ path: here.path, lockDirectory: here.locks, times: 1, size: 20_000 });
  const end = await run(["/bin/sh", "-c", 'ulimit -f 8; exec "$0" "$@"', ...fixtureCommand("edit-repeatedly", order)])
    .end;
  expect(end.exitCode).toBe(8);
  expect(JSON.parse(end.stdout)).toMatchObject({
    code: "FILE_WRITE_FAILED",
    remedy: [expect.stringContaining("ulimit -f")],
  });
  expect(readFileSync(here.path, "utf8")).toBe('{"count":1}');
  expect(readdirSync(here.folder)).toEqual(["config.json"]);
});

const NOBODY = 65_534;
const withoutNobody = skipUnless(isRoot && canRunAsNobody(), "a user without rights that can read this folder (root)", {
  optional: true,
});

function canRunAsNobody(): boolean {
  try {
    execFileSync("cat", [fixturePath("edit-repeatedly"), process.execPath], {
      uid: NOBODY,
      gid: NOBODY,
      stdio: "ignore",
    });
    return findProgram("cat") !== undefined;
  } catch {
    return false;
  }
}

test.skipIf(withoutNobody)("a file that may be written in a folder that may not is refused with a remedy", async () => {
  const here = place();
  for (const [path, mode] of [
    [join(here.folder, ".."), 0o755],
    [here.folder, 0o555],
    [here.path, 0o600],
    [join(here.locks, ".."), 0o755],
  ] as const)
    chmodSync(path, mode);
  mkdirSync(here.locks, { mode: 0o700 });
  for (const path of [here.path, here.locks]) chownSync(path, NOBODY, NOBODY);
  writeFileSync(here.path, '{"count":1}');
  const order = JSON.stringify({ path: here.path, lockDirectory: here.locks, times: 1 });
  const end = await run(fixtureCommand("edit-repeatedly", order), { uid: NOBODY, gid: NOBODY }).end;
  expect(JSON.parse(end.stdout)).toMatchObject({
    code: "FILE_WRITE_FAILED",
    remedy: expect.arrayContaining([`chmod u+wx ${here.folder}`]),
  });
  expect([readFileSync(here.path, "utf8"), readdirSync(here.folder)]).toEqual(['{"count":1}', ["config.json"]]);
});
