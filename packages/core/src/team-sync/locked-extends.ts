import { K6pError } from "../errors/k6p-error.ts";
import type { Host } from "../host/host.ts";
import type { RemoteReference } from "../team-config/merge/extends-reference.ts";
import type { NoRemoteCopy, RemoteCopy, RemoteExtends } from "../team-config/merge/remote-extends.ts";
import { type Copies, copyOf } from "./copies.ts";
import { parseGitReference } from "./git-reference.ts";
import { isLockOf } from "./lock-file.ts";
import { type ReadLock, readLock } from "./read-lock.ts";

const SYNC = ["k6p team sync"];

/**
 * What team files extend, from the copies on this machine and the lock file next to the team file. Runs nothing and makes no connection.
 * Each call compares the copy with the lock.
 */
export class LockedExtends implements RemoteExtends {
  readonly #host: Host;
  readonly #copies: Copies;
  readonly #locks = new Map<string, ReadLock>();

  constructor(context: { readonly host: Host; readonly copies: Copies }) {
    this.#host = context.host;
    this.#copies = context.copies;
  }

  find({ text }: RemoteReference, teamFile: string): RemoteCopy | NoRemoteCopy {
    try {
      const { lock, path } = this.#lockOf(teamFile);
      const reference = parseGitReference(text);
      const locked = lock.get(text);
      if (locked === undefined || !isLockOf(reference, locked)) return none(`${path} does not list it`, SYNC);
      const found = this.#copies.find(text, locked);
      if (found.kind === "copy") return copyOf(this.#host, found.folder, locked);
      if (found.kind === "absent") return none("it has not been copied to this machine", SYNC);
      return none("the copy on this machine does not match the lock file", SYNC);
    } catch (error) {
      if (error instanceof K6pError) return none(error.message.replace(/\.$/, ""), error.remedy);
      throw error;
    }
  }

  #lockOf(teamFile: string): ReadLock {
    const known = this.#locks.get(teamFile) ?? readLock(this.#host, teamFile);
    this.#locks.set(teamFile, known);
    return known;
  }
}

function none(reason: string, remedy: readonly string[]): NoRemoteCopy {
  return { kind: "none", reason, remedy };
}
