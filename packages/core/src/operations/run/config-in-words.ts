import { K6pError } from "../../errors/k6p-error.ts";
import { pathRules } from "../../host/join-path.ts";
import { readIdentity } from "../../k6-config/read-identity.ts";
import { findK6 } from "../../outlook/find-k6.ts";
import { readK6Words } from "../../outlook/read-k6-words.ts";
import type { Parts } from "../../engine/engine.ts";
import { readK6Config } from "../active/k6-config-file.ts";

/** A configuration file that the words of a command give to k6, and that k6p can replace there. */
export interface ConfigInWords {
  readonly path: string;
  readonly bytes: Uint8Array;
  /** Whether it has a token of its own. */
  readonly hasToken: boolean;
  /** The command with another file in its place. */
  readonly replacedBy: (path: string) => readonly string[];
}

/**
 * The file that `-c FILE` gives to k6, which would otherwise be read instead of the profile. Undefined if there is none, if k6 cannot read it,
 * or if nothing shows that the words are k6's.
 */
export async function configInWords(
  engine: Parts<"host">,
  command: readonly string[],
): Promise<ConfigInWords | undefined> {
  const { kind, words, at } = findK6(command);
  const { config, command: asked } = readK6Words(words);
  const isK6 = kind === "program" || kind === "runner" || (kind === "unknown" && asked.startsWith("cloud-"));
  if (config === undefined || at === undefined || !isK6) return undefined;
  const path = pathRules(engine.host).resolve(engine.host.workingDirectory, config.path);
  try {
    const bytes = await readK6Config(engine, { path, source: "--config", k6NeedsFile: true });
    if (bytes === undefined) return undefined;
    const index = at + config.index;
    return {
      path,
      bytes,
      hasToken: readIdentity(bytes, path).identity.token !== undefined,
      replacedBy: (file) => command.map((word, place) => (place === index ? `${config.prefix}${file}` : word)),
    };
  } catch (error) {
    if (error instanceof K6pError) return undefined;
    throw error;
  }
}
