import type { Host } from "../host/host.ts";
import { joinPath } from "../host/join-path.ts";
import { temporaryPathFor } from "../host/files/temporary-files.ts";

const LARGEST_FILE = 64 * 1024;
const MOST_REMEMBERED = 100;

/** Which profiles were used last. Only a convenience: what cannot be read or written is forgotten without a word. */
export class RecentProfiles {
  readonly #host: Host;
  readonly #directory: string;

  constructor(context: { readonly host: Host; readonly stateDirectory: string }) {
    this.#host = context.host;
    this.#directory = context.stateDirectory;
  }

  /** Ids of profiles, the one used last first. Some may be of profiles that have gone. */
  ids(): readonly string[] {
    try {
      const snapshot = this.#host.files.read(this.#path(), LARGEST_FILE);
      const value: unknown = JSON.parse(Buffer.from(snapshot?.bytes ?? []).toString("utf8"));
      return Array.isArray(value) ? value.filter((id) => typeof id === "string") : [];
    } catch {
      return [];
    }
  }

  /** Puts a profile first. Never throws. */
  remember(id: string): void {
    const former = this.ids();
    if (former[0] === id) return;
    const ids = [id, ...former.filter((other) => other !== id)].slice(0, MOST_REMEMBERED);
    try {
      this.#write(`${JSON.stringify(ids)}\n`);
    } catch {
      // The command that used the profile must not fail for it.
    }
  }

  /** Whole or not at all, but neither locked nor flushed to the disk: of two writers one wins, and a power loss costs nothing that matters. */
  #write(text: string): void {
    const { files } = this.#host;
    files.makeDirectory(this.#directory, 0o700);
    const temporary = temporaryPathFor(this.#host, this.#path());
    if (!files.claim(temporary, Buffer.from(text))) return;
    try {
      files.rename(temporary, this.#path());
    } catch {
      files.remove(temporary);
    }
  }

  #path(): string {
    return joinPath(this.#host, this.#directory, "recent.json");
  }
}
