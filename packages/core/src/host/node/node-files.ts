import {
  accessSync,
  type BigIntStats,
  chmodSync,
  closeSync,
  constants,
  fchmodSync,
  fchownSync,
  fstatSync,
  fsyncSync,
  lstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readlinkSync,
  readSync,
  realpathSync,
  renameSync,
  rmdirSync,
  statSync,
  unlinkSync,
  writeSync,
} from "node:fs";
import { join } from "node:path";
import type { FileAccess, FileSnapshot, FileStatus, HostFiles, OpenFile } from "../host.ts";

/** Flags that a system does not have are undefined and count as 0. */
const READ = constants.O_RDONLY | constants.O_NONBLOCK | constants.O_NOCTTY;
const CREATE = constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL | constants.O_NOFOLLOW;
/** What systems answer that cannot flush a folder. */
const FOLDER_SYNC_UNKNOWN = new Set(["EINVAL", "EPERM", "EACCES", "EISDIR", "ENOTSUP", "ENOSYS", "EBADF"]);

/** The files of this machine. */
export function createNodeFiles(platform: NodeJS.Platform): HostFiles {
  const hasModes = platform !== "win32";
  return {
    read(path, maxBytes) {
      const file = openFile(path);
      try {
        return file?.read(maxBytes);
      } finally {
        file?.close();
      }
    },
    open: openFile,
    status: (path) => unlessMissing(() => describe(statSync(path, { bigint: true }))),
    linkStatus: (path) => unlessMissing(() => describe(lstatSync(path, { bigint: true }))),
    readLink: (path) => readlinkSync(path),
    realPath: (path) => unlessMissing(() => realpathSync(path)),
    canExecute: (path) => succeeds(() => accessSync(path, constants.X_OK)),
    list: (directory) => unlessMissing(() => readdirSync(directory)),
    makeDirectory: (path, mode) => void mkdirSync(path, { recursive: true, mode }),
    create(path, bytes, access) {
      const wanted = typeof access === "number" ? { mode: access } : access;
      writeNew(path, wanted.mode, (fd) => {
        if (hasModes) setAccess(fd, wanted);
        writeAll(fd, bytes);
        fsyncSync(fd);
      });
    },
    claim(path, bytes) {
      try {
        writeNew(path, 0o600, (fd) => writeAll(fd, bytes));
        return true;
      } catch (error) {
        if (codeOf(error) === "EEXIST") return false;
        throw error;
      }
    },
    rename: (from, to) => renameSync(from, to),
    remove: removeFile,
    removeTree,
    setMode: (path, mode) => chmodSync(path, mode),
    syncDirectory(path) {
      if (hasModes) syncFolder(path);
    },
  };
}

/** Node's own `rmSync` gives errors without a code. */
function removeTree(path: string): void {
  const kind = unlessMissing(() => describe(lstatSync(path, { bigint: true })).kind);
  if (kind === undefined) return;
  if (kind !== "directory") return void removeFile(path);
  for (const name of unlessMissing(() => readdirSync(path)) ?? []) removeTree(join(path, name));
  unlessMissing(() => rmdirSync(path));
}

function removeFile(path: string): boolean {
  const removed = unlessMissing(() => {
    unlinkSync(path);
    return true;
  });
  return removed ?? false;
}

function openFile(path: string): OpenFile | undefined {
  const fd = unlessMissing(() => openForReading(path));
  if (fd === undefined) return undefined;
  let open = true;
  const file: OpenFile = {
    status: () => describe(fstatSync(fd, { bigint: true })),
    read: (maxBytes) => naming(path, () => readAll(fd, maxBytes)),
    close() {
      if (open) closeSync(fd);
      open = false;
    },
  };
  try {
    const { kind } = file.status();
    if (kind !== "file") throw systemError(kind === "directory" ? "EISDIR" : "EINVAL", { syscall: "read", path });
    return file;
  } catch (error) {
    file.close();
    throw error;
  }
}

function openForReading(path: string): number {
  try {
    return openSync(path, READ);
  } catch (error) {
    // What Linux answers for a socket.
    if (codeOf(error) === "ENXIO") throw systemError("EINVAL", { syscall: "open", path });
    throw error;
  }
}

function readAll(fd: number, maxBytes: number): FileSnapshot {
  const status = describe(fstatSync(fd, { bigint: true }));
  const chunks: Uint8Array[] = [];
  let length = 0;
  for (;;) {
    const chunk = Buffer.allocUnsafe(Math.min(Math.max(status.size - length, 0), maxBytes) + 1);
    const count = readSync(fd, chunk, 0, chunk.length, length);
    if (count === 0) return { bytes: Buffer.concat(chunks, length), status };
    length += count;
    if (length > maxBytes) throw systemError("EFBIG", { syscall: "read" });
    chunks.push(chunk.subarray(0, count));
  }
}

function writeNew(path: string, mode: number, fill: (fd: number) => void): void {
  const fd = openSync(path, CREATE, mode);
  let open = true;
  try {
    fill(fd);
    open = false;
    // The last place where a network file system reports a full disk.
    closeSync(fd);
  } catch (error) {
    if (open) succeeds(() => closeSync(fd));
    succeeds(() => unlinkSync(path));
    throw withPath(error, path);
  }
}

/** The mode of `open` is narrowed by the umask, so it is set again; the owner first, because changing it may clear bits of the mode. */
function setAccess(fd: number, wanted: Partial<FileAccess> & Pick<FileAccess, "mode">): void {
  if (wanted.userId !== undefined && wanted.groupId !== undefined) fchownSync(fd, wanted.userId, wanted.groupId);
  if (describe(fstatSync(fd, { bigint: true })).mode !== wanted.mode) fchmodSync(fd, wanted.mode);
}

/** A single `write` may take less than it was given and report success, for example when the disk is nearly full. */
function writeAll(fd: number, bytes: Uint8Array): void {
  let written = 0;
  while (written < bytes.length) {
    const count = writeSync(fd, bytes, written, bytes.length - written);
    if (count === 0) throw systemError("ENOSPC", { syscall: "write" });
    written += count;
  }
  if (fstatSync(fd).size !== bytes.length) throw systemError("EIO", { syscall: "write" });
}

function syncFolder(path: string): void {
  let fd: number | undefined;
  try {
    fd = openSync(path, constants.O_RDONLY);
    fsyncSync(fd);
  } catch (error) {
    if (!FOLDER_SYNC_UNKNOWN.has(codeOf(error) ?? "")) throw withPath(error, path);
  } finally {
    if (fd !== undefined) closeSync(fd);
  }
}

function describe(stats: BigIntStats): FileStatus {
  return {
    kind: kindOf(stats),
    size: Number(stats.size),
    mode: Number(stats.mode & 0o7777n),
    userId: Number(stats.uid),
    groupId: Number(stats.gid),
    linkCount: Number(stats.nlink),
    version: [stats.dev, stats.ino, stats.size, stats.mtimeNs, stats.ctimeNs].join(":"),
    modifiedAt: stats.mtime,
  };
}

function kindOf(stats: BigIntStats): FileStatus["kind"] {
  if (stats.isFile()) return "file";
  if (stats.isDirectory()) return "directory";
  return stats.isSymbolicLink() ? "symlink" : "other";
}

function unlessMissing<T>(action: () => T): T | undefined {
  try {
    return action();
  } catch (error) {
    if (["ENOENT", "ENOTDIR"].includes(codeOf(error) ?? "")) return undefined;
    throw error;
  }
}

function succeeds(action: () => void): boolean {
  try {
    action();
    return true;
  } catch {
    return false;
  }
}

function naming<T>(path: string, action: () => T): T {
  try {
    return action();
  } catch (error) {
    throw withPath(error, path);
  }
}

function codeOf(error: unknown): string | undefined {
  return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : undefined;
}

/** Calls on descriptors fail without naming the file. */
function withPath(error: unknown, path: string): unknown {
  return error instanceof Error && !("path" in error) ? Object.assign(error, { path }) : error;
}

function systemError(code: string, facts: { readonly syscall: string; readonly path?: string }): Error {
  return Object.assign(new Error(`${code}: ${facts.syscall}`), { code, ...facts });
}
