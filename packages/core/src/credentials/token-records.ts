import { isDeepStrictEqual } from "node:util";
import { StateFile } from "../host/files/state-file.ts";
import type { StateForm } from "../host/files/state-form.ts";
import type { Host } from "../host/host.ts";
import { joinPath } from "../host/join-path.ts";
import { markOf } from "./recognise-token.ts";
import { formatTokenRecord, parseTokenRecord, type TokenMark, type TokenRecord } from "./token-record.ts";

const LARGEST_FILE = 64 * 1024;
const MOST_PREVIOUS_TOKENS = 5;
const FORM: StateForm<TokenRecord> = { parse: parseTokenRecord, print: formatTokenRecord };

export interface TokenRecordContext {
  readonly host: Host;
  /** Folder that holds `tokens/`. */
  readonly dataDirectory: string;
  readonly lockDirectory: string;
}

/** The index of tokens: one small file for each profile, named by the profile's ID, without secrets. */
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
      return previous === undefined ? record : { ...record, previous: marksAfter(previous) };
    });
    return replaced;
  }

  /** Puts `record` in the place of `expected`; false, and nothing is changed, when another record is there. */
  async exchange(profileId: string, expected: TokenRecord, record: TokenRecord): Promise<boolean> {
    let exchanged = false;
    await this.#fileOf(profileId).edit(this.#context.lockDirectory, (present) => {
      exchanged = isDeepStrictEqual(present, expected);
      return exchanged ? record : undefined;
    });
    return exchanged;
  }

  /** Whether the profile's record names what a store keeps under `reference`; also true when the record cannot be read. */
  mayPointTo(profileId: string, reference: string): boolean {
    try {
      return this.find(profileId)?.reference === reference;
    } catch {
      return true;
    }
  }

  remove(profileId: string): void {
    this.#fileOf(profileId).remove();
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
