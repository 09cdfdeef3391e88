import * as v from "valibot";
import { digest as digestOf } from "../../host/digest.ts";
import type { Host } from "../../host/host.ts";
import { joinPath } from "../../host/join-path.ts";
import { pathKey } from "../../host/files/path-key.ts";
import { StateFile } from "../../host/files/state-file.ts";
import { jsonForm } from "../../host/files/state-form.ts";
import type { TeamGraph } from "../merge/load-team-graph.ts";
import type { SensitiveValue, TeamConfig } from "../team-config.ts";

const LARGEST_FILE = 1024 * 1024;
const MOST_CONTENTS = 20;

const valueSchema = v.object({
  profile: v.optional(v.string()),
  key: v.string(),
  value: v.string(),
});
const contentSchema = v.object({
  digest: v.string(),
  at: v.string(),
  files: v.array(v.object({ path: v.string(), digest: v.string() })),
  values: v.array(valueSchema),
});
const trustSchema = v.object({ version: v.literal(1), file: v.string(), contents: v.array(contentSchema) });

const FORM = jsonForm(trustSchema);

type TrustFile = v.InferOutput<typeof trustSchema>;

/** What was trusted, and what it would do. */
export type TrustedContent = v.InferOutput<typeof contentSchema>;

/** A sensitive value without its place, to compare two states of a file. */
export type TrustedValue = v.InferOutput<typeof valueSchema>;

/** What is about to be trusted. */
export interface TrustSubject {
  /** Real path of the team file. */
  readonly file: string;
  /** Covers everything that was read: paths, bytes and recipients. */
  readonly digest: string;
  readonly files: TrustedContent["files"];
  readonly values: readonly TrustedValue[];
}

/** What the user trusts: exactly the bytes that were parsed, at exactly the paths that they were read from. */
export function trustSubject(
  { root, files }: TeamGraph,
  { sensitive, recipients, default: byDefault }: TeamConfig,
): TrustSubject {
  const read = [...files.values()].map(({ realPath, digest }) => ({ path: realPath, digest }));
  const keys = (recipients?.value ?? []).map(({ name, key }) => [name, key]);
  const content = JSON.stringify([
    "k6p team trust 1",
    root.realPath,
    read.map(({ path, digest }) => [path, digest]),
    keys,
  ]);
  return {
    file: root.realPath,
    digest: digestOf(content).toString("hex"),
    files: read,
    values: [
      ...sensitive.map(trustedValue),
      ...(byDefault === undefined ? [] : [{ key: "default", value: byDefault.value }]),
    ],
  };
}

function trustedValue({ profile, key, value }: SensitiveValue): TrustedValue {
  return { profile, key, value };
}

/** Which team files the user trusts, by content. Nothing is trusted if the record cannot be read or others could have written it. */
export class TrustedFiles {
  readonly #context: { readonly host: Host; readonly stateDirectory: string; readonly lockDirectory: string };
  readonly directory: string;

  constructor(context: { readonly host: Host; readonly stateDirectory: string; readonly lockDirectory: string }) {
    this.#context = context;
    this.directory = joinPath(context.host, context.stateDirectory, "team-trust");
  }

  /** The trusted contents of a file, the latest first. */
  contents(file: string): readonly TrustedContent[] {
    return contentsOf(file, this.#fileFor(file).read());
  }

  /** Trusts this content. */
  async trust({ file, files, values, ...subject }: TrustSubject): Promise<void> {
    const { host, lockDirectory } = this.#context;
    const at = host.clock.now().toISOString();
    await this.#fileFor(file).edit(lockDirectory, (recorded) => {
      const others = contentsOf(file, recorded).filter(({ digest }) => digest !== subject.digest);
      const contents = [{ digest: subject.digest, at, files, values: [...values] }, ...others].slice(0, MOST_CONTENTS);
      return { version: 1, file, contents };
    });
  }

  /** Removes every trusted content of a file; false if there was none. */
  revoke(file: string): boolean {
    return this.#fileFor(file).remove();
  }

  #fileFor(file: string): StateFile<TrustFile> {
    const { host } = this.#context;
    const path = joinPath(host, this.directory, `${pathKey(file)}.json`);
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

function contentsOf(file: string, recorded: TrustFile | undefined): readonly TrustedContent[] {
  return recorded?.file === file ? recorded.contents : [];
}
