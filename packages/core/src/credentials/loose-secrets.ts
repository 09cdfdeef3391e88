import * as v from "valibot";
import { ensurePrivateDirectory } from "../host/files/directories.ts";
import { writeFailure } from "../host/files/write-failure.ts";
import type { Host } from "../host/host.ts";
import { joinPath } from "../host/join-path.ts";
import { identifyProcess, processLives } from "../host/process-identity.ts";
import type { SecretStoreId } from "../secrets/secret-store.ts";

const LARGEST_FILE = 16 * 1024;
const LONGEST_LIFE_ELSEWHERE_MS = 24 * 60 * 60 * 1000;
const NAME = /^[a-z2-7]{26}\.json$/;

const schema = v.object({
  store: v.picklist(["keyring", "file"]),
  reference: v.string(),
  newProfileId: v.optional(v.string()),
  holder: v.object({ processId: v.number(), start: v.string(), bootId: v.string() }),
  since: v.string(),
});

/** A secret in a store that no record may point to. */
export interface LooseSecret {
  readonly store: SecretStoreId;
  readonly reference: string;
  /** The profile that is being made with it: without that profile, its record is left over as well. */
  readonly newProfileId?: string | undefined;
}

/**
 * The secrets in stores that no record points to yet, or none any more: each is written down here before it is stored or before its record
 * goes, and struck out once a record points to it or the store has removed it. What a killed process leaves is found here, since a
 * keyring cannot be listed.
 */
export class LooseSecrets {
  readonly #host: Host;
  readonly #directory: string;

  constructor(context: { readonly host: Host; readonly dataDirectory: string }) {
    this.#host = context.host;
    this.#directory = joinPath(context.host, context.dataDirectory, "loose");
  }

  /** Writes a secret down; one that is written down already stays as it is. Throws `FILE_*`. */
  hold(secret: LooseSecret): void {
    const path = this.#pathOf(secret.reference);
    try {
      ensurePrivateDirectory(this.#host, this.#directory);
      if (this.#host.files.linkStatus(path) !== undefined) return;
      const holder = identifyProcess(this.#host, this.#host.processId);
      const since = this.#host.clock.now().toISOString();
      this.#host.files.create(path, Buffer.from(`${JSON.stringify({ ...secret, holder, since })}\n`), 0o600);
      this.#host.files.syncDirectory(this.#directory);
    } catch (error) {
      throw writeFailure(error, path);
    }
  }

  /** Strikes a secret out. Never throws: what cannot be struck out now is looked at again later. */
  release(reference: string): void {
    try {
      this.#host.files.remove(this.#pathOf(reference));
    } catch {
      // It is found to be pointed to, or absent, by then.
    }
  }

  /** What processes that have ended left in a store. Never throws. */
  abandoned(store: SecretStoreId): readonly LooseSecret[] {
    return this.#names().flatMap((name) => {
      const path = joinPath(this.#host, this.#directory, name);
      const entry = this.#read(path);
      if (entry === undefined) this.#forgetUnreadable(path);
      return entry?.store === store && !this.#mayBeHeld(entry) ? [entry] : [];
    });
  }

  #names(): readonly string[] {
    try {
      return (this.#host.files.list(this.#directory) ?? []).filter((name) => NAME.test(name));
    } catch {
      return [];
    }
  }

  #read(path: string): v.InferOutput<typeof schema> | undefined {
    try {
      const snapshot = this.#host.files.read(path, LARGEST_FILE);
      const value: unknown = JSON.parse(Buffer.from(snapshot?.bytes ?? []).toString("utf8"));
      const result = v.safeParse(schema, value);
      return result.success ? result.output : undefined;
    } catch {
      return undefined;
    }
  }

  #mayBeHeld({ holder, since }: v.InferOutput<typeof schema>): boolean {
    const lives = processLives(this.#host, holder);
    if (lives !== undefined) return lives;
    return this.#host.clock.now().getTime() - Date.parse(since) < LONGEST_LIFE_ELSEWHERE_MS;
  }

  /** The process was killed while it wrote this, and so before it stored anything. */
  #forgetUnreadable(path: string): void {
    try {
      const status = this.#host.files.linkStatus(path);
      const age = this.#host.clock.now().getTime() - (status?.modifiedAt.getTime() ?? 0);
      if (status?.kind === "file" && age > 1_000) this.#host.files.remove(path);
    } catch {
      // It holds nothing.
    }
  }

  #pathOf(reference: string): string {
    return joinPath(this.#host, this.#directory, `${reference}.json`);
  }
}
