import { ensurePrivateDirectory } from "../../host/files/directories.ts";
import type { Host } from "../../host/host.ts";
import { joinPath } from "../../host/join-path.ts";
import { StateFile } from "../../host/files/state-file.ts";
import type { StateForm } from "../../host/files/state-form.ts";
import type { ParsedContents, TeamFile } from "./read-team-file.ts";
import type { TeamFileContent } from "../team-file.ts";

/** Increase it when `TeamFileContent` changes. */
const VERSION = 1;
const LARGEST_FILE = 4 * 1024 * 1024;
const MOST_FILES = 300;
/** Parsing small JSON is as fast as reading the cache. */
const LONG_JSON = 8 * 1024;

/** Checked by hand: a schema would take longer than parsing the file. */
const FORM: StateForm<TeamFileContent | undefined> = {
  parse: (text) => contentOf(JSON.parse(text)),
  print: (content) => JSON.stringify({ form: VERSION, content }),
};

/**
 * Parsed team files, by the digest of their bytes. An unchanged file is parsed only once, because parsing YAML takes far longer than
 * everything else. It is a cache: k6p ignores entries that it cannot read or write, or that others could have written.
 */
export class ParsedFiles implements ParsedContents {
  readonly #host: Host;
  readonly #directory: string;

  constructor(context: { readonly host: Host; readonly stateDirectory: string }) {
    this.#host = context.host;
    this.#directory = joinPath(context.host, context.stateDirectory, "team-files");
  }

  find(file: Pick<TeamFile, "digest" | "format">): TeamFileContent | undefined {
    return this.#fileOf(file).read();
  }

  /** Adds the files without faults that are worth caching and not yet cached. Never throws. */
  keep(files: Iterable<TeamFile>): void {
    const wanted = [...files].filter(isWorthIt);
    if (wanted.length === 0) return;
    try {
      ensurePrivateDirectory(this.#host, this.#directory);
      this.#makeRoom();
    } catch {
      // The command that read the files must not fail because of this.
      return;
    }
    for (const file of wanted) this.#fileOf(file).overwrite(file.content);
  }

  #makeRoom(): void {
    const { files } = this.#host;
    const names = files.list(this.#directory) ?? [];
    if (names.length < MOST_FILES) return;
    for (const name of names) files.remove(joinPath(this.#host, this.#directory, name));
  }

  #fileOf({ digest, format }: Pick<TeamFile, "digest" | "format">): StateFile<TeamFileContent | undefined> {
    return new StateFile({
      host: this.#host,
      path: joinPath(this.#host, this.#directory, `${digest}.${format}`),
      form: FORM,
      maxBytes: LARGEST_FILE,
      whenUnreadable: "empty",
      mustBePrivate: true,
    });
  }
}

function isWorthIt({ remembered, faults, format, size }: TeamFile): boolean {
  return !remembered && faults.length === 0 && (format === "yaml" || size > LONG_JSON);
}

function contentOf(value: unknown): TeamFileContent | undefined {
  if (typeof value !== "object" || value === null || !("form" in value) || value.form !== VERSION) return undefined;
  return "content" in value && isContent(value.content) ? value.content : undefined;
}

/** Just enough to recognize what k6p wrote. */
function isContent(value: unknown): value is TeamFileContent {
  if (typeof value !== "object" || value === null) return false;
  return (
    "profiles" in value &&
    Array.isArray(value.profiles) &&
    "extends" in value &&
    Array.isArray(value.extends) &&
    "policy" in value
  );
}
