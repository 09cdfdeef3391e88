import { createHash } from "node:crypto";
import { systemErrorCode } from "../errors/k6p-error.ts";
import { ensurePrivateDirectory } from "../host/files/directories.ts";
import type { Host } from "../host/host.ts";
import { joinPath, pathRules } from "../host/join-path.ts";
import { randomName } from "../host/files/random-name.ts";
import { readFailure } from "../host/files/read-failure.ts";
import { writeFailure } from "../host/files/write-failure.ts";
import type { RemoteCopy } from "../team-config/merge/remote-extends.ts";
import type { LockedReference } from "./lock-file.ts";

/** Largest file that k6p copies from a repository, in bytes; the limit of a team file. */
export const LARGEST_COPY = 256 * 1024;
const SCRATCH = /^scratch-[0-9a-f]{12}$/;
const SCRATCH_IS_STALE_AFTER_MS = 3_600_000;

/** The copy of a locked reference on disk. */
export type FoundCopy =
  | { readonly kind: "copy"; readonly folder: string }
  | { readonly kind: "absent" }
  /** It does not match the lock. */
  | { readonly kind: "changed" };

/**
 * The user's copies of files from git repositories: a folder for each locked reference, named after a checksum of its state, with the files at
 * their paths. Every read compares them with the lock, byte for byte.
 */
export class Copies {
  readonly #host: Host;
  readonly #root: string;

  constructor(context: { readonly host: Host; readonly stateDirectory: string }) {
    this.#host = context.host;
    this.#root = joinPath(context.host, context.stateDirectory, "extends");
  }

  /** Throws `FILE_READ_FAILED` if the folder cannot be read. */
  find(reference: string, locked: LockedReference): FoundCopy {
    const folder = this.#folderOf(reference, locked);
    try {
      const names = this.#filesIn(folder);
      if (names === undefined) return { kind: "absent" };
      // A locked file could extend a file that is not locked.
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

  /** Stores the files of a locked state, all or none, and returns their folder. Throws `FILE_WRITE_FAILED` or `FILE_UNSAFE`. */
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

  /** Runs an action with a new, empty folder, and removes the folder afterwards. Throws `FILE_WRITE_FAILED` or `FILE_UNSAFE`. */
  async inScratch<T>(action: (folder: string) => Promise<T>): Promise<T> {
    const scratch = this.#makeScratch();
    try {
      return await action(scratch);
    } finally {
      this.#removeScratch(scratch);
    }
  }

  /** Removes the scratch folders of killed processes once they are an hour old. Ignores those it cannot remove. */
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

  /** A folder that cannot be removed now is removed later by `sweep`. */
  #removeScratch(scratch: string): void {
    unlessSystemFails(() => this.#host.files.removeTree(scratch));
  }

  /** Its name starts with the end of the reference, because k6p shows it as the source of values. */
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
      // Another process was faster with the same copy.
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

  /** Undefined for anything but a readable file. */
  #hashOf(path: string): string | undefined {
    return unlessSystemFails(() => {
      if (this.#host.files.linkStatus(path)?.kind !== "file") return undefined;
      const bytes = this.#host.files.read(path, LARGEST_COPY)?.bytes;
      return bytes === undefined ? undefined : sha256(bytes);
    });
  }
}

/** The copy in `folder`, in the form that the team file reader needs. */
export function copyOf(host: Host, folder: string, locked: LockedReference): RemoteCopy {
  const real = host.files.realPath(folder) ?? folder;
  return { kind: "copy", commit: locked.commit, folder: real, path: joinPath(host, real, ...locked.path.split("/")) };
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
