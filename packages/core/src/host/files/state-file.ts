import type { FileStatus, Host } from "../host.ts";
import { pathRules } from "../join-path.ts";
import { ensurePrivateDirectory } from "./directories.ts";
import { editFile } from "./edit-file.ts";
import { writeMemo } from "./memo.ts";
import { readFailure } from "./read-failure.ts";
import type { StateForm } from "./state-form.ts";

const PRIVATE_FOLDER = 0o700;

export interface StateFileOptions<T> {
  readonly host: Host;
  readonly path: string;
  readonly form: StateForm<T>;
  readonly maxBytes: number;
  /** What a file means that cannot be read or is not of the form: no file, or an error. A file of the first kind is replaced, one of the second kind never. */
  readonly whenUnreadable: "empty" | "error";
  /**
   * For what the user has consented to: the file counts only while nobody else can write or read it and its folder, and writing first
   * demands such a folder.
   */
  readonly mustBePrivate?: boolean;
}

/** A file of state: one value in a known form, written as a whole. */
export class StateFile<T> {
  readonly #options: StateFileOptions<T>;
  readonly path: string;

  constructor(options: StateFileOptions<T>) {
    this.#options = options;
    this.path = options.path;
  }

  /** Undefined when there is no file. Where an unreadable one is an error, throws `FILE_READ_FAILED`, `FILE_UNSAFE` and what the form throws. */
  read(): T | undefined {
    const { host, maxBytes, whenUnreadable } = this.#options;
    try {
      if (!this.#isFolderBelieved()) return undefined;
      const snapshot = host.files.read(this.path, maxBytes);
      return snapshot === undefined || !this.#isBelieved(snapshot.status)
        ? undefined
        : this.#parse(textOf(snapshot.bytes));
    } catch (error) {
      if (whenUnreadable === "empty") return undefined;
      throw readFailure(error, this.path);
    }
  }

  /**
   * Changes the value under a lock; `change` may run several times, and its undefined leaves the file. Throws as `editFile` does, and what
   * `change` and the form throw.
   */
  async edit(lockDirectory: string, change: (current: T | undefined) => T | undefined): Promise<void> {
    const { host, form, maxBytes, mustBePrivate } = this.#options;
    if (mustBePrivate) ensurePrivateDirectory(host, this.#folder());
    await editFile(host, {
      path: this.path,
      lockDirectory,
      maxBytes,
      createParents: PRIVATE_FOLDER,
      edit: (snapshot) => {
        const isBelieved = snapshot !== undefined && this.#isBelieved(snapshot.status);
        const previous = isBelieved ? textOf(snapshot.bytes) : undefined;
        const value = change(previous === undefined ? undefined : this.#parse(previous));
        if (value !== undefined) return Buffer.from(form.print(value, previous));
        // Leaving the file would only tighten its mode: what others wrote would count from then on.
        return snapshot === undefined || isBelieved ? undefined : new Uint8Array();
      },
    });
  }

  /**
   * Writes a value that need not last, whole or not at all, without a lock and without waiting for the disk: of two writers one wins. Does
   * nothing, and throws nothing, when it cannot.
   */
  overwrite(value: T): void {
    const { host, form, mustBePrivate } = this.#options;
    const { files } = host;
    try {
      if (mustBePrivate) ensurePrivateDirectory(host, this.#folder());
      else files.makeDirectory(this.#folder(), PRIVATE_FOLDER);
      writeMemo(host, this.path, form.print(value, undefined));
    } catch {
      // The command must not fail because of a value that need not last.
    }
  }

  /** False when there was no file. */
  remove(): boolean {
    return this.#options.host.files.remove(this.path);
  }

  #parse(text: string): T | undefined {
    try {
      return this.#options.form.parse(text, this.path);
    } catch (error) {
      if (this.#options.whenUnreadable === "empty") return undefined;
      throw error;
    }
  }

  #isFolderBelieved(): boolean {
    const { host, mustBePrivate } = this.#options;
    return !mustBePrivate || isPrivate(host, host.files.linkStatus(this.#folder()), "directory");
  }

  #isBelieved(status: FileStatus): boolean {
    return !this.#options.mustBePrivate || isPrivate(this.#options.host, status, "file");
  }

  #folder(): string {
    return pathRules(this.#options.host).dirname(this.path);
  }
}

function textOf(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString("utf8");
}

/**
 * Whether a status is of the given kind and only we can read or write what it describes. On Windows the place in the user's profile
 * protects it.
 */
function isPrivate(host: Host, status: FileStatus | undefined, kind: FileStatus["kind"]): boolean {
  if (status?.kind !== kind) return false;
  return host.platform === "win32" || (status.userId === host.userId && (status.mode & 0o077) === 0);
}
