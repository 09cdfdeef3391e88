import * as v from "valibot";
import { K6pError } from "../errors/k6p-error.ts";
import { editFile } from "../host/files/edit-file.ts";
import type { Host } from "../host/host.ts";
import { joinPath } from "../host/join-path.ts";
import { quotedPath } from "../host/quoted-path.ts";
import { readJsonFile } from "../host/files/read-json-file.ts";

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

/** Where the secret key of this person is, and the public one that belongs to it. */
export type OwnIdentityRecord = Omit<v.InferOutput<typeof schema>, "version">;

export interface OwnIdentityContext {
  readonly host: Host;
  readonly dataDirectory: string;
  readonly lockDirectory: string;
}

/** The record of the age identity that this person has for all teams; the key itself is in a secret store. */
export class MemberKey {
  readonly #context: OwnIdentityContext;
  readonly path: string;

  constructor(context: OwnIdentityContext) {
    this.#context = context;
    this.path = joinPath(context.host, context.dataDirectory, "team-identity.json");
  }

  /** Undefined when the person has never joined. Throws `FILE_READ_FAILED`. */
  find(): OwnIdentityRecord | undefined {
    const value = readJsonFile(this.#context.host, this.path, LARGEST_FILE);
    if (value === undefined) return undefined;
    const result = v.safeParse(schema, value);
    if (result.success) {
      const { version: _, ...record } = result.output;
      return record;
    }
    throw new K6pError("FILE_READ_FAILED", {
      message: `${this.path} is not the record of a team identity that this k6p can read.`,
      remedy: [`Update k6p, or begin anew: rm ${quotedPath(this.path)}`],
      details: { file: this.path },
    });
  }

  /** Records a new identity in place of `expected`. False, and nothing is changed, when another process has recorded one meanwhile. */
  async replace(expected: OwnIdentityRecord | undefined, record: OwnIdentityRecord): Promise<boolean> {
    const { host, lockDirectory } = this.#context;
    let replaced = false;
    await editFile(host, {
      path: this.path,
      lockDirectory,
      maxBytes: LARGEST_FILE,
      createParents: 0o700,
      edit: () => {
        replaced = this.find()?.reference === expected?.reference;
        return replaced ? Buffer.from(`${JSON.stringify({ version: VERSION, ...record }, null, 2)}\n`) : undefined;
      },
    });
    return replaced;
  }
}
