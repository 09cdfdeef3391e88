import * as v from "valibot";
import { K6pError } from "../errors/k6p-error.ts";
import { editFile } from "../host/edit-file.ts";
import type { Host } from "../host/host.ts";
import { joinPath } from "../host/join-path.ts";
import type { SecretStoreId } from "../secrets/secret-store.ts";
import type { Destination } from "./destination.ts";

const RECORD_VERSION = 1;
const LARGEST_FILE = 64 * 1024;

const optionalText = v.optional(v.string());

const recordSchema = v.looseObject({
  version: v.number(),
  store: v.picklist(["keyring", "file"]),
  reference: v.pipe(v.string(), v.regex(/^[a-z2-7]{26}$/)),
  fingerprint: v.string(),
  destination: v.object({
    stackUrl: optionalText,
    stackId: v.optional(v.number()),
    api: v.string(),
    ingest: v.string(),
    logs: optionalText,
    traces: optionalText,
  }),
  enteredAt: v.string(),
  verifiedAt: v.optional(v.string()),
});

/** Where the token of a profile is kept and what it is bound to; everything about it but the token. */
export interface TokenRecord {
  readonly store: SecretStoreId;
  /** The store's reference to the sealed token. */
  readonly reference: string;
  /** Made by `tokenFingerprint` with the reference as salt. */
  readonly fingerprint: string;
  readonly destination: Destination;
  /** ISO 8601. */
  readonly enteredAt: string;
  /** When Grafana Cloud last accepted the token for this stack, ISO 8601; absent when it was never asked. */
  readonly verifiedAt?: string | undefined;
}

export interface TokenRecordContext {
  readonly host: Host;
  /** Folder that holds `tokens/`. */
  readonly dataDirectory: string;
  readonly lockDirectory: string;
}

/** The index of stored tokens: one small file a profile, named by the profile's id, without any secret. */
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
    return snapshot === undefined ? undefined : parseRecord(snapshot.bytes, path);
  }

  /** Makes `record` the profile's token and returns the record that it replaces. */
  async replace(profileId: string, record: TokenRecord): Promise<TokenRecord | undefined> {
    const { host, lockDirectory } = this.#context;
    const path = this.pathOf(profileId);
    let former: TokenRecord | undefined;
    await editFile(host, {
      path,
      lockDirectory,
      maxBytes: LARGEST_FILE,
      createParents: 0o700,
      edit: (current) => {
        former = current === undefined ? undefined : parseRecord(current.bytes, path);
        return Buffer.from(`${JSON.stringify({ version: RECORD_VERSION, ...record }, null, 2)}\n`);
      },
    });
    return former;
  }

  remove(profileId: string): void {
    this.#context.host.files.remove(this.pathOf(profileId));
  }
}

function parseRecord(bytes: Uint8Array, path: string): TokenRecord {
  let value: unknown;
  try {
    value = JSON.parse(Buffer.from(bytes).toString("utf8"));
  } catch {
    value = undefined;
  }
  const result = v.safeParse(recordSchema, value);
  if (!result.success) {
    throw new K6pError("STORE_CORRUPT", {
      message: `The record of a stored token (${path}) cannot be read.`,
      remedy: ["Remove that file and enter the token again: k6p login NAME"],
      details: { file: path },
    });
  }
  if (result.output.version > RECORD_VERSION) {
    throw new K6pError("PROFILE_TOO_NEW", {
      message: `The record of a stored token (${path}) was written by a newer k6p. Nothing was changed.`,
      remedy: ["Update k6p."],
      details: { file: path },
    });
  }
  const { version: _, ...record } = result.output;
  return record;
}
