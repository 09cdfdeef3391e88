import { createHash } from "node:crypto";
import * as v from "valibot";
import { editFile } from "../host/files/edit-file.ts";
import type { Host } from "../host/host.ts";
import { joinPath } from "../host/join-path.ts";
import { pathKey } from "../host/files/path-key.ts";

const LARGEST_FILE = 1024 * 1024;

/** Of one profile; older ones are forgotten. */
const MOST_SEALS = 20;

const schema = v.object({ folder: v.string(), seals: v.record(v.string(), v.array(v.string())) });

/** Digests of sealed files by the names of the profiles that they are for. */
export type Seals = ReadonlyMap<string, string>;

/** By names in lower case: all the digests that the user has agreed to, the latest first. Branches come and go. */
export type AgreedSeals = ReadonlyMap<string, readonly string[]>;

export function sealDigest(file: Uint8Array): string {
  return createHash("sha256").update(file).digest("hex");
}

/**
 * Which sealed files of a team the user has agreed to, by their bytes: age does not tell who sealed one, so that another one in its place is
 * at least seen. A memory that is lost only means that nothing is said.
 */
export class TrustedSeals {
  readonly #context: { readonly host: Host; readonly stateDirectory: string; readonly lockDirectory: string };

  constructor(context: { readonly host: Host; readonly stateDirectory: string; readonly lockDirectory: string }) {
    this.#context = context;
  }

  /** Undefined when the user has never agreed to anything of this team. */
  of(teamFolder: string): AgreedSeals | undefined {
    const snapshot = this.#context.host.files.read(this.#pathFor(teamFolder), LARGEST_FILE);
    return snapshot === undefined ? undefined : parse(snapshot.bytes);
  }

  /** Agrees to these in addition. */
  async add(teamFolder: string, seals: Seals): Promise<void> {
    const { host, lockDirectory } = this.#context;
    await editFile(host, {
      path: this.#pathFor(teamFolder),
      lockDirectory,
      maxBytes: LARGEST_FILE,
      createParents: 0o700,
      edit(current) {
        const agreed = new Map(current === undefined ? undefined : parse(current.bytes));
        for (const [name, digest] of seals) {
          const former = agreed.get(name.toLowerCase()) ?? [];
          agreed.set(name.toLowerCase(), [digest, ...former.filter((one) => one !== digest)].slice(0, MOST_SEALS));
        }
        const text = JSON.stringify({ folder: teamFolder, seals: Object.fromEntries(agreed) }, null, 2);
        return Buffer.from(`${text}\n`);
      },
    });
  }

  /** Agrees to none any more. */
  forget(teamFolder: string): void {
    this.#context.host.files.remove(this.#pathFor(teamFolder));
  }

  #pathFor(teamFolder: string): string {
    return joinPath(this.#context.host, this.#context.stateDirectory, "trusted-seals", `${pathKey(teamFolder)}.json`);
  }
}

function parse(bytes: Uint8Array): AgreedSeals | undefined {
  try {
    const result = v.safeParse(schema, JSON.parse(Buffer.from(bytes).toString("utf8")));
    return result.success ? new Map(Object.entries(result.output.seals)) : undefined;
  } catch {
    return undefined;
  }
}
