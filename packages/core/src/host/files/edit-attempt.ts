import type { EditOutcome, EditRequest } from "./edit-request.ts";
import type { FileAccess, FileSnapshot, Host, OpenFile } from "../host.ts";
import type { HeldLock } from "./lock.ts";
import { putInPlace } from "./put-in-place.ts";
import { readFailure } from "./read-failure.ts";
import { refuseForeignOrIrregular } from "./resolve-target.ts";

const PRIVATE_MODE = 0o600;
/** A file that was written this recently may be half-written. */
const RECENT_MS = 2_000;
const WRITER_PAUSE_MS = 30;
const MOST_PAUSES = 5;

/** One edit of one file, which may take several attempts. */
export class EditAttempt {
  readonly #host: Host;
  readonly #request: EditRequest & { readonly realPath: string };
  #done: EditOutcome | undefined;
  /** What another program wrote to the previous file while we replaced it, and what we replaced it with. */
  #late: { readonly theirs: Uint8Array; readonly ours: Uint8Array } | undefined;

  constructor(host: Host, request: EditRequest & { readonly realPath: string }) {
    this.#host = host;
    this.#request = request;
  }

  /** Undefined when another program came in between and the edit must be tried again. */
  async attempt(lock: HeldLock): Promise<EditOutcome | undefined> {
    const file = this.#open();
    try {
      return await this.#edit(file, lock);
    } finally {
      file?.close();
    }
  }

  async #edit(file: OpenFile | undefined, lock: HeldLock): Promise<EditOutcome | undefined> {
    const current = this.#read(file);
    const base = this.#baseFor(current);
    let wanted: Uint8Array | undefined;
    try {
      wanted = this.#request.edit(base) ?? base?.bytes;
    } catch (error) {
      if (this.#done !== undefined) return this.#done;
      if (current !== undefined && (await this.#isBeingWritten(current))) return undefined;
      throw error;
    }
    if (wanted === undefined || (current !== undefined && sameBytes(wanted, current.bytes)))
      return this.#leave(current);

    const { realPath, maxBytes } = this.#request;
    const access = this.#accessFor(current);
    if (!(await putInPlace(this.#host, { realPath, maxBytes, bytes: wanted, access, current, lock }))) return undefined;
    this.#done ??= this.#result(current === undefined ? "created" : "written", current);
    const theirs = await this.#lateWrite(file, current);
    if (theirs === undefined) return this.#done;
    this.#late = { theirs, ours: wanted };
    return undefined;
  }

  #open(): OpenFile | undefined {
    const { realPath } = this.#request;
    try {
      return this.#host.files.open(realPath);
    } catch (error) {
      throw readFailure(error, realPath);
    }
  }

  #read(file: OpenFile | undefined): FileSnapshot | undefined {
    if (file === undefined) return undefined;
    const { realPath, maxBytes } = this.#request;
    try {
      refuseForeignOrIrregular(this.#host, realPath, file.status());
      const snapshot = file.read(maxBytes);
      // Windows does not replace a file that is open.
      if (this.#host.platform === "win32") file.close();
      return snapshot;
    } catch (error) {
      throw readFailure(error, realPath);
    }
  }

  /** What to edit: the late write of another program replaces our own content, unless there is a newer one. */
  #baseFor(current: FileSnapshot | undefined): FileSnapshot | undefined {
    const late = this.#late;
    if (late === undefined || current === undefined || !sameBytes(current.bytes, late.ours)) return current;
    return { ...current, bytes: late.theirs };
  }

  /** A program that truncates the file and rewrites it is not done while the content is invalid and still changing. */
  async #isBeingWritten(current: FileSnapshot): Promise<boolean> {
    const { clock, files } = this.#host;
    if (clock.now().getTime() - current.status.modifiedAt.getTime() > RECENT_MS) return false;
    for (let pause = 0; pause < MOST_PAUSES; pause++) {
      await clock.sleep(WRITER_PAUSE_MS);
      if (files.linkStatus(this.#request.realPath)?.version !== current.status.version) return true;
    }
    return false;
  }

  /**
   * A program that opened the previous file between our last look and the rename has written to a file without a name. Waits until it is
   * done and returns what it wrote; almost always there was none, and the result is undefined.
   */
  async #lateWrite(file: OpenFile | undefined, previous: FileSnapshot | undefined): Promise<Uint8Array | undefined> {
    if (file === undefined || previous === undefined || this.#host.platform === "win32") return undefined;
    let last = previous.bytes;
    let theirs = this.#readAgain(file);
    if (theirs === undefined || sameBytes(theirs, last)) return undefined;
    for (let pause = 0; pause < MOST_PAUSES; pause++) {
      await this.#host.clock.sleep(WRITER_PAUSE_MS);
      last = theirs;
      theirs = this.#readAgain(file);
      if (theirs === undefined || (theirs.length > 0 && sameBytes(theirs, last))) return theirs;
    }
    return undefined;
  }

  #readAgain(file: OpenFile): Uint8Array | undefined {
    try {
      return file.read(this.#request.maxBytes).bytes;
    } catch {
      return undefined;
    }
  }

  #leave(current: FileSnapshot | undefined): EditOutcome {
    const { realPath, mode = PRIVATE_MODE } = this.#request;
    const tooWide = current !== undefined && (current.status.mode & ~mode) !== 0;
    if (tooWide && this.#host.platform !== "win32") this.#host.files.setMode(realPath, current.status.mode & mode);
    return this.#done ?? this.#result("unchanged", current);
  }

  /** Root must not take a user's file away from its owner. */
  #accessFor(current: FileSnapshot | undefined): number | FileAccess {
    const { mode = PRIVATE_MODE } = this.#request;
    if (this.#host.userId !== 0 || current === undefined) return mode;
    return { mode, userId: current.status.userId, groupId: current.status.groupId };
  }

  #result(outcome: EditOutcome["outcome"], previous: FileSnapshot | undefined): EditOutcome {
    const { realPath } = this.#request;
    return { outcome, realPath, previousMode: previous?.status.mode, linkCount: previous?.status.linkCount ?? 0 };
  }
}

function sameBytes(one: Uint8Array, other: Uint8Array): boolean {
  return Buffer.compare(one, other) === 0;
}
