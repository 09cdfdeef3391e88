import { createHash } from "node:crypto";
import { systemErrorCode } from "../errors/k6p-error.ts";
import { ensurePrivateDirectory } from "../host/files/directories.ts";
import type { Host } from "../host/host.ts";
import { joinPath, pathRules } from "../host/join-path.ts";
import { randomName } from "../host/files/random-name.ts";
import { readFailure } from "../host/files/read-failure.ts";
import { writeFailure } from "../host/files/write-failure.ts";
import type { LockedReference } from "./lock-file.ts";

/** Largest file of a repository that is copied, in bytes; as large as a team file may be. */
export const LARGEST_COPY = 256 * 1024;
const SCRATCH = /^scratch-[0-9a-f]{12}$/;
const SCRATCH_IS_STALE_AFTER_MS = 3_600_000;

/** What is on the disk for a locked reference. */
export type FoundCopy =
  | { readonly kind: "copy"; readonly folder: string }
  | { readonly kind: "absent" }
  /** There is one, and it is not what was locked. */
  | { readonly kind: "changed" };

/**
 * The user's own copies of files of git repositories: a folder for each locked reference, named after a checksum over its state, with the files in
 * their places. What is read is compared with the lock, byte for byte.
 */
export class Copies {
  readonly #host: Host;
  readonly #root: string;

  constructor(context: { readonly host: Host; readonly stateDirectory: string }) {
    this.#host = context.host;
    this.#root = joinPath(context.host, context.stateDirectory, "extends");
  }

  /** Throws `FILE_READ_FAILED` when the folder cannot be looked into. */
  find(reference: string, locked: LockedReference): FoundCopy {
    const folder = this.#folderOf(reference, locked);
    try {
      const names = this.#filesIn(folder);
      if (names === undefined) return { kind: "absent" };
      // A file that nobody locked could be reached from one that was.
      if (names.some((name) => !locked.files.has(name))) return { kind: "changed" };
    } catch (error) {
      throw readFailure(error, folder);
    }
    const files = [...locked.files];
    const isIntact = files.every(
      ([path, hash]) => this.#hashOf(joinPath(this.#host, folder, ...path.split("/"))) === hash,
    );
    return isIntact ? { kind: "copy", folder } : { kind: "changed" };
  }

  /** Keeps the files of a locked state, all of them or none; gives their folder. Throws `FILE_WRITE_FAILED` or `FILE_UNSAFE`. */
  keep(reference: string, locked: LockedReference, files: ReadonlyMap<string, Uint8Array>): string {
    const folder = this.#folderOf(reference, locked);
    const isThere = (): boolean => this.find(reference, locked).kind === "copy";
    if (isThere()) return folder;
    const scratch = this.#makeScratch();
    try {
      for (const [path, bytes] of files) this.#write(scratch, { path, bytes });
      this.#putInPlace(scratch, { folder, isThere });
      return folder;
    } catch (error) {
      throw writeFailure(error, folder);
    } finally {
      this.#removeScratch(scratch);
    }
  }

  /** Runs an action with a new, empty folder that goes with its end. Throws `FILE_WRITE_FAILED` or `FILE_UNSAFE`. */
  async inScratch<T>(action: (folder: string) => Promise<T>): Promise<T> {
    const scratch = this.#makeScratch();
    try {
      return await action(scratch);
    } finally {
      this.#removeScratch(scratch);
    }
  }

  /** Removes the scratch folders of processes that were killed, once they are an hour old. What cannot be removed stays. */
  sweep(): void {
    const oldest = this.#host.clock.now().getTime() - SCRATCH_IS_STALE_AFTER_MS;
    const names = unlessSystemFails(() => this.#host.files.list(this.#root)) ?? [];
    for (const name of names.filter((candidate) => SCRATCH.test(candidate))) {
      const path = joinPath(this.#host, this.#root, name);
      const status = unlessSystemFails(() => this.#host.files.linkStatus(path));
      if (status?.kind === "directory" && status.modifiedAt.getTime() < oldest) this.#removeScratch(path);
    }
  }

  #makeScratch(): string {
    ensurePrivateDirectory(this.#host, this.#root);
    const scratch = joinPath(this.#host, this.#root, `scratch-${randomName(this.#host)}`);
    try {
      this.#host.files.makeDirectory(scratch, 0o700);
      return scratch;
    } catch (error) {
      throw writeFailure(error, scratch);
    }
  }

  /** What cannot be removed now is swept later. */
  #removeScratch(scratch: string): void {
    unlessSystemFails(() => this.#host.files.removeTree(scratch));
  }

  /** Its name begins as the reference ends, since people read it where a value comes from. */
  #folderOf(reference: string, { commit, path, files }: LockedReference): string {
    const parts = [...files].toSorted(([one], [other]) => (one < other ? -1 : 1)).flat();
    const state = sha256([reference, commit, path, ...parts].join("\n")).slice(0, 32);
    const end = reference
      .replace(/^[^#]*\//, "")
      .replace(/:.*$/, "")
      .replace(".git#", "-");
    const name = end.replaceAll(/[^A-Za-z0-9.]+/g, "-").slice(0, 60);
    return joinPath(this.#host, this.#root, `${name}-${state}`);
  }

  #write(folder: string, file: { readonly path: string; readonly bytes: Uint8Array }): void {
    const target = joinPath(this.#host, folder, ...file.path.split("/"));
    this.#host.files.makeDirectory(pathRules(this.#host).dirname(target), 0o700);
    this.#host.files.create(target, file.bytes, 0o600);
  }

  #putInPlace(scratch: string, target: { readonly folder: string; readonly isThere: () => boolean }): void {
    this.#host.files.removeTree(target.folder);
    try {
      this.#host.files.rename(scratch, target.folder);
    } catch (error) {
      // Another process was faster with the same.
      if (systemErrorCode(error) === undefined || !target.isThere()) throw error;
    }
    this.#host.files.syncDirectory(this.#root);
  }

  /** Paths of all files below a folder; undefined when there is no such folder. */
  #filesIn(folder: string): readonly string[] | undefined {
    const names = this.#host.files.list(folder);
    return names?.flatMap((name) => {
      const path = joinPath(this.#host, folder, name);
      if (this.#host.files.linkStatus(path)?.kind !== "directory") return [name];
      return (this.#filesIn(path) ?? []).map((inner) => `${name}/${inner}`);
    });
  }

  /** Undefined for anything but a file that can be read. */
  #hashOf(path: string): string | undefined {
    return unlessSystemFails(() => {
      if (this.#host.files.linkStatus(path)?.kind !== "file") return undefined;
      const bytes = this.#host.files.read(path, LARGEST_COPY)?.bytes;
      return bytes === undefined ? undefined : sha256(bytes);
    });
  }
}

function unlessSystemFails<T>(action: () => T): T | undefined {
  try {
    return action();
  } catch (error) {
    if (systemErrorCode(error) === undefined) throw error;
    return undefined;
  }
}

export function sha256(data: string | Uint8Array): string {
  return createHash("sha256").update(data).digest("hex");
}
