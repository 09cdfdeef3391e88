import { isDeepStrictEqual } from "node:util";
import { editFile } from "../host/files/edit-file.ts";
import type { Host } from "../host/host.ts";
import { joinPath } from "../host/join-path.ts";
import { markOf } from "./recognise-token.ts";
import { formatTokenRecord, parseTokenRecord, type TokenMark, type TokenRecord } from "./token-record.ts";

const LARGEST_FILE = 64 * 1024;
const MOST_FORMER_TOKENS = 5;

export interface TokenRecordContext {
  readonly host: Host;
  /** Folder that holds `tokens/`. */
  readonly dataDirectory: string;
  readonly lockDirectory: string;
}

/** The index of tokens: one small file a profile, named by the profile's id, without any secret. */
export class TokenRecords {
  readonly #context: TokenRecordContext;

  constructor(context: TokenRecordContext) {
    this.#context = context;
  }

  pathOf(profileId: string): string {
    return joinPath(this.#context.host, this.#context.dataDirectory, "tokens", `${profileId}.json`);
  }

  /** Undefined when no token is recorded for the profile. Throws `PROFILE_TOO_NEW` or `STORE_CORRUPT`. */
  find(profileId: string): TokenRecord | undefined {
    const path = this.pathOf(profileId);
    const snapshot = this.#context.host.files.read(path, LARGEST_FILE);
    return snapshot === undefined ? undefined : parse(snapshot.bytes, path);
  }

  /** Makes `record` the profile's token and returns the record that it replaces, by whose mark the former token is still recognised. */
  async replace(profileId: string, record: TokenRecord): Promise<TokenRecord | undefined> {
    let replaced: TokenRecord | undefined;
    await this.#edit(profileId, (former) => {
      replaced = former;
      return former === undefined ? record : { ...record, formerly: marksAfter(former) };
    });
    return replaced;
  }

  /** Puts `record` in the place of `expected`; false, and nothing is changed, when another one is there by now. */
  async exchange(profileId: string, expected: TokenRecord, record: TokenRecord): Promise<boolean> {
    let exchanged = false;
    await this.#edit(profileId, (present) => {
      exchanged = isDeepStrictEqual(present, expected);
      return exchanged ? record : undefined;
    });
    return exchanged;
  }

  /** Whether the profile's record names what a store keeps under `reference`; true also when that cannot be told. */
  mayPointTo(profileId: string, reference: string): boolean {
    try {
      return this.find(profileId)?.reference === reference;
    } catch {
      return true;
    }
  }

  remove(profileId: string): void {
    this.#context.host.files.remove(this.pathOf(profileId));
  }

  async #edit(profileId: string, edit: (present: TokenRecord | undefined) => TokenRecord | undefined): Promise<void> {
    const { host, lockDirectory } = this.#context;
    const path = this.pathOf(profileId);
    await editFile(host, {
      path,
      lockDirectory,
      maxBytes: LARGEST_FILE,
      createParents: 0o700,
      edit(current) {
        const record = edit(current === undefined ? undefined : parse(current.bytes, path));
        return record === undefined ? undefined : Buffer.from(formatTokenRecord(record));
      },
    });
  }
}

/** The marks to keep when a record is replaced. */
export function marksAfter(former: TokenRecord): readonly TokenMark[] {
  return [markOf(former), ...(former.formerly ?? [])].slice(0, MOST_FORMER_TOKENS);
}

function parse(bytes: Uint8Array, path: string): TokenRecord {
  return parseTokenRecord(Buffer.from(bytes).toString("utf8"), path);
}
