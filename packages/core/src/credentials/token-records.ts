import { isDeepStrictEqual } from "node:util";
import { StateFile } from "../host/files/state-file.ts";
import type { StateForm } from "../host/files/state-form.ts";
import type { Host } from "../host/host.ts";
import { joinPath } from "../host/join-path.ts";
import type { LooseSecrets } from "./loose-secrets.ts";
import { markOf } from "./recognise-token.ts";
import { formatTokenRecord, isKept, parseTokenRecord, type TokenMark, type TokenRecord } from "./token-record.ts";

const LARGEST_FILE = 64 * 1024;
const MOST_PREVIOUS_TOKENS = 5;
const FORM: StateForm<TokenRecord> = { parse: parseTokenRecord, print: formatTokenRecord };

export interface TokenRecordContext {
  readonly host: Host;
  /** Folder that holds `tokens/`. */
  readonly dataDirectory: string;
  readonly lockDirectory: string;
  readonly looseSecrets: LooseSecrets;
}

/**
 * The index of tokens: one small file for each profile, named by the profile's ID, without secrets. A kept token is added to the loose
 * secrets before its record stops pointing to it.
 */
export class TokenRecords {
  readonly #context: TokenRecordContext;

  constructor(context: TokenRecordContext) {
    this.#context = context;
  }

  pathOf(profileId: string): string {
    return joinPath(this.#context.host, this.#context.dataDirectory, "tokens", `${profileId}.json`);
  }

  /** Undefined when no token is recorded for the profile. Throws `PROFILE_TOO_NEW`, `STORE_CORRUPT` or `FILE_READ_FAILED`. */
  find(profileId: string): TokenRecord | undefined {
    return this.#fileOf(profileId).read();
  }

  /** Makes `record` the profile's token and returns the record it replaces, whose mark still identifies the previous token. */
  async replace(profileId: string, record: TokenRecord): Promise<TokenRecord | undefined> {
    let replaced: TokenRecord | undefined;
    await this.#fileOf(profileId).edit(this.#context.lockDirectory, (previous) => {
      replaced = previous;
      if (previous !== undefined && previous.reference !== record.reference) this.#loosen(previous);
      return previous === undefined ? record : { ...record, previous: marksAfter(previous) };
    });
    return replaced;
  }

  /** Puts `record` in the place of `expected`; false, and nothing is changed, when another record is there. */
  async exchange(profileId: string, expected: TokenRecord, record: TokenRecord): Promise<boolean> {
    let exchanged = false;
    await this.#fileOf(profileId).edit(this.#context.lockDirectory, (present) => {
      exchanged = isDeepStrictEqual(present, expected);
      if (exchanged && expected.reference !== record.reference) this.#loosen(expected);
      return exchanged ? record : undefined;
    });
    return exchanged;
  }

  /** IDs of the profiles that have a record, without reading it. */
  profileIds(): readonly string[] {
    const names = this.#context.host.files.list(joinPath(this.#context.host, this.#context.dataDirectory, "tokens"));
    return (names ?? []).filter((name) => name.endsWith(".json")).map((name) => name.slice(0, -".json".length));
  }

  /** Whether the profile's record names what a store keeps under `reference`; also true when the record cannot be read. */
  mayPointTo(profileId: string, reference: string): boolean {
    try {
      return this.find(profileId)?.reference === reference;
    } catch {
      return true;
    }
  }

  /** Removes the profile's record, if there is one; what it points to stays in its store. */
  remove(profileId: string): void {
    const record = this.find(profileId);
    if (record !== undefined) this.#loosen(record);
    this.#fileOf(profileId).remove();
  }

  #loosen(record: TokenRecord): void {
    if (isKept(record)) this.#context.looseSecrets.hold({ store: record.store, reference: record.reference });
  }

  #fileOf(profileId: string): StateFile<TokenRecord> {
    const { host } = this.#context;
    const path = this.pathOf(profileId);
    return new StateFile({ host, path, form: FORM, maxBytes: LARGEST_FILE, whenUnreadable: "error" });
  }
}

/** The marks to keep when a record is replaced. */
export function marksAfter(previous: TokenRecord): readonly TokenMark[] {
  return [markOf(previous), ...(previous.previous ?? [])].slice(0, MOST_PREVIOUS_TOKENS);
}
