import * as v from "valibot";
import { digest } from "../host/digest.ts";
import { StateFile } from "../host/files/state-file.ts";
import { jsonForm } from "../host/files/state-form.ts";
import type { Host } from "../host/host.ts";
import { joinPath } from "../host/join-path.ts";
import { pathKey } from "../host/files/path-key.ts";

const LARGEST_FILE = 1024 * 1024;

/** For one profile; older ones are dropped. */
const MOST_SEALS = 20;

const schema = v.object({ folder: v.string(), seals: v.record(v.string(), v.array(v.string())) });
const FORM = jsonForm(schema);

/** Digests of sealed files by the names of their profiles. */
export type Seals = ReadonlyMap<string, string>;

/** By names in lower case: every digest that the user trusts, latest first; branches have different ones. */
export type AgreedSeals = ReadonlyMap<string, readonly string[]>;

export function sealDigest(file: Uint8Array): string {
  return digest(file).toString("hex");
}

/**
 * The sealed files of a team that the user trusts, by their bytes. age does not reveal who sealed a file, so k6p at least notices
 * a replaced file. Without a record that only the user can write, no sealed token is trusted.
 */
export class TrustedSeals {
  readonly #context: { readonly host: Host; readonly stateDirectory: string; readonly lockDirectory: string };

  constructor(context: { readonly host: Host; readonly stateDirectory: string; readonly lockDirectory: string }) {
    this.#context = context;
  }

  /** Undefined if the user has never trusted a sealed file of this team. */
  of(teamFolder: string): AgreedSeals | undefined {
    const recorded = this.#fileFor(teamFolder).read();
    return recorded === undefined ? undefined : new Map(Object.entries(recorded.seals));
  }

  /** Also trusts these. */
  async add(teamFolder: string, seals: Seals): Promise<void> {
    await this.#fileFor(teamFolder).edit(this.#context.lockDirectory, (recorded) => {
      const agreed = new Map(Object.entries(recorded?.seals ?? {}));
      for (const [name, sealed] of seals) {
        const previous = agreed.get(name.toLowerCase()) ?? [];
        agreed.set(name.toLowerCase(), [sealed, ...previous.filter((one) => one !== sealed)].slice(0, MOST_SEALS));
      }
      return { folder: teamFolder, seals: Object.fromEntries(agreed) };
    });
  }

  /** Removes all trust in this team's sealed files. */
  forget(teamFolder: string): void {
    this.#fileFor(teamFolder).remove();
  }

  #fileFor(teamFolder: string): StateFile<v.InferOutput<typeof schema>> {
    const { host, stateDirectory } = this.#context;
    const path = joinPath(host, stateDirectory, "trusted-seals", `${pathKey(teamFolder)}.json`);
    return new StateFile({
      host,
      path,
      form: FORM,
      maxBytes: LARGEST_FILE,
      whenUnreadable: "empty",
      mustBePrivate: true,
    });
  }
}
