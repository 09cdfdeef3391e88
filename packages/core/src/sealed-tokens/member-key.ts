import * as v from "valibot";
import { K6pError } from "../errors/k6p-error.ts";
import { StateFile } from "../host/files/state-file.ts";
import type { StateForm } from "../host/files/state-form.ts";
import type { Host } from "../host/host.ts";
import { joinPath } from "../host/join-path.ts";
import { quotedPath } from "../host/posix-quote.ts";

const VERSION = 1;
const LARGEST_FILE = 64 * 1024;

const schema = v.object({
  version: v.literal(VERSION),
  name: v.string(),
  recipient: v.string(),
  store: v.picklist(["keyring", "file"]),
  reference: v.pipe(v.string(), v.regex(/^[a-z2-7]{26}$/)),
  createdAt: v.string(),
});

/** Where the user's secret key is stored, and the public key that belongs to it. */
export type OwnIdentityRecord = Omit<v.InferOutput<typeof schema>, "version">;

const FORM: StateForm<OwnIdentityRecord> = {
  parse(text, path) {
    const result = v.safeParse(schema, jsonOf(text));
    if (!result.success) throw notARecord(path);
    const { version: _, ...record } = result.output;
    return record;
  },
  print: (record) => `${JSON.stringify({ version: VERSION, ...record }, null, 2)}\n`,
};

export interface OwnIdentityContext {
  readonly host: Host;
  readonly dataDirectory: string;
  readonly lockDirectory: string;
}

/** The record of your age key for all teams; the key itself is in a secret store. */
export class MemberKey {
  readonly #lockDirectory: string;
  readonly #file: StateFile<OwnIdentityRecord>;

  constructor({ host, dataDirectory, lockDirectory }: OwnIdentityContext) {
    this.#lockDirectory = lockDirectory;
    this.#file = new StateFile({
      host,
      path: joinPath(host, dataDirectory, "team-identity.json"),
      form: FORM,
      maxBytes: LARGEST_FILE,
      whenUnreadable: "error",
    });
  }

  get path(): string {
    return this.#file.path;
  }

  /** Undefined when the user has never joined a team. Throws `FILE_READ_FAILED`. */
  find(): OwnIdentityRecord | undefined {
    return this.#file.read();
  }

  /** Whether the record names the key under `reference`; true also when it cannot be read. */
  mayPointTo(reference: string): boolean {
    try {
      return this.find()?.reference === reference;
    } catch {
      return true;
    }
  }

  /** Records a new key in place of `expected`. False, and nothing is changed, when another process has recorded one meanwhile. */
  async replace(expected: OwnIdentityRecord | undefined, record: OwnIdentityRecord): Promise<boolean> {
    let replaced = false;
    await this.#file.edit(this.#lockDirectory, (present) => {
      replaced = present?.reference === expected?.reference;
      return replaced ? record : undefined;
    });
    return replaced;
  }
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function notARecord(path: string): K6pError {
  return new K6pError("FILE_READ_FAILED", {
    message: `${path} is not a record of a member key that this k6p can read.`,
    remedy: [`Update k6p, or start over: rm ${quotedPath(path)}`],
    details: { file: path },
  });
}
