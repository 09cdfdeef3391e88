import * as v from "valibot";
import type { Host } from "../host/host.ts";
import { joinPath } from "../host/join-path.ts";
import { pathKey } from "../host/files/path-key.ts";
import { StateFile } from "../host/files/state-file.ts";
import { jsonForm } from "../host/files/state-form.ts";

const LARGEST_FILE = 64 * 1024;

const profileSchema = v.object({ id: v.string(), name: v.string() });

const FORM = jsonForm(
  v.object({
    configPath: v.string(),
    current: v.optional(profileSchema),
    previous: v.optional(profileSchema),
  }),
);

/** A profile with the name it had when it was recorded. */
export type RememberedProfile = v.InferOutput<typeof profileSchema>;

/** What `k6p use` last did to one of k6's configuration files. */
export interface Activation {
  /** The profile that was written; absent after `k6p clear`. */
  readonly current?: RememberedProfile | undefined;
  /** The profile before it, for `k6p use -`. */
  readonly previous?: RememberedProfile | undefined;
}

/** Remembers activations per configuration file. Only a hint: what is active is decided by the file itself. */
export class Activations {
  readonly #context: { readonly host: Host; readonly stateDirectory: string; readonly lockDirectory: string };

  constructor(context: { readonly host: Host; readonly stateDirectory: string; readonly lockDirectory: string }) {
    this.#context = context;
  }

  /** Empty when nothing is recorded, or the record cannot be read. */
  recall(configPath: string): Activation {
    return this.#fileFor(configPath).read() ?? {};
  }

  /** Records that the file now holds the profile (undefined: no identity). The one recorded before becomes the previous one. */
  async remember(configPath: string, profile: RememberedProfile | undefined): Promise<void> {
    await this.#fileFor(configPath).edit(this.#context.lockDirectory, (recorded) => {
      if (recorded !== undefined && recorded.current?.id === profile?.id) return undefined;
      return {
        configPath,
        current: profile === undefined ? undefined : { id: profile.id, name: profile.name },
        previous: recorded?.current ?? recorded?.previous,
      };
    });
  }

  /** Every configuration file that k6p has written and has a record of. */
  configPaths(): readonly string[] {
    const { host, stateDirectory } = this.#context;
    const directory = joinPath(host, stateDirectory, "activations");
    return (host.files.list(directory) ?? []).flatMap((name) => {
      const file = new StateFile({
        host,
        path: joinPath(host, directory, name),
        form: FORM,
        maxBytes: LARGEST_FILE,
        whenUnreadable: "empty",
      });
      return name.endsWith(".json") ? (file.read()?.configPath ?? []) : [];
    });
  }

  #fileFor(configPath: string): StateFile<Activation & { readonly configPath: string }> {
    const { host, stateDirectory } = this.#context;
    const path = joinPath(host, stateDirectory, "activations", `${pathKey(configPath)}.json`);
    return new StateFile({ host, path, form: FORM, maxBytes: LARGEST_FILE, whenUnreadable: "empty" });
  }
}
