import * as v from "valibot";
import { editFile } from "../host/files/edit-file.ts";
import type { Host } from "../host/host.ts";
import { joinPath } from "../host/join-path.ts";
import { pathKey } from "../host/files/path-key.ts";

const LARGEST_FILE = 64 * 1024;

const profileSchema = v.object({ id: v.string(), name: v.string() });

const memorySchema = v.object({
  configPath: v.string(),
  current: v.optional(profileSchema),
  previous: v.optional(profileSchema),
});

/** A profile as it was called when it was remembered. */
export type RememberedProfile = v.InferOutput<typeof profileSchema>;

/** What `profile use` last did to one of k6's configuration files. */
export interface Activation {
  /** The profile that was written; absent after `profile clear`. */
  readonly current?: RememberedProfile | undefined;
  /** The profile before it, for `profile use -`. */
  readonly previous?: RememberedProfile | undefined;
}

/** Remembers activations per configuration file. Only a hint: what is active is decided by the file itself. */
export class Activations {
  readonly #context: { readonly host: Host; readonly stateDirectory: string; readonly lockDirectory: string };

  constructor(context: { readonly host: Host; readonly stateDirectory: string; readonly lockDirectory: string }) {
    this.#context = context;
  }

  /** Nothing remembered, or a memory that cannot be read, gives an empty activation. */
  recall(configPath: string): Activation {
    const snapshot = this.#context.host.files.read(this.#pathFor(configPath), LARGEST_FILE);
    return snapshot === undefined ? {} : parse(snapshot.bytes);
  }

  /** Records that the file now holds the profile (undefined: no identity). The former one becomes the previous. */
  async remember(configPath: string, profile: RememberedProfile | undefined): Promise<void> {
    const { host, lockDirectory } = this.#context;
    await editFile(host, {
      path: this.#pathFor(configPath),
      lockDirectory,
      maxBytes: LARGEST_FILE,
      createParents: 0o700,
      edit: (current) => {
        const former = current === undefined ? {} : parse(current.bytes);
        if (current !== undefined && former.current?.id === profile?.id) return undefined;
        const memory = {
          configPath,
          current: profile === undefined ? undefined : { id: profile.id, name: profile.name },
          previous: former.current ?? former.previous,
        };
        return Buffer.from(`${JSON.stringify(memory, null, 2)}\n`);
      },
    });
  }

  #pathFor(configPath: string): string {
    return joinPath(this.#context.host, this.#context.stateDirectory, "activations", `${pathKey(configPath)}.json`);
  }
}

function parse(bytes: Uint8Array): Activation {
  try {
    const result = v.safeParse(memorySchema, JSON.parse(Buffer.from(bytes).toString("utf8")));
    return result.success ? result.output : {};
  } catch {
    return {};
  }
}
