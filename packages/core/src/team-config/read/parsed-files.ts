import { ensurePrivateDirectory } from "../../host/files/directories.ts";
import type { Host } from "../../host/host.ts";
import { joinPath } from "../../host/join-path.ts";
import { temporaryPathFor } from "../../host/files/temporary-files.ts";
import { isPrivate } from "../is-private.ts";
import type { TeamFile } from "./read-team-file.ts";
import type { TeamFileContent } from "../team-file.ts";

/** To be raised when the form of `TeamFileContent` changes. */
const FORM = 1;
const LARGEST_FILE = 4 * 1024 * 1024;
const MOST_FILES = 300;
/** JSON is parsed as fast as it is remembered, unless there is much of it. */
const LONG_JSON = 8 * 1024;

/**
 * What team files were read as, by the digest of their bytes, so that a file that has not changed is parsed once: YAML takes far longer than
 * everything else. Only a memory: what cannot be read or written, or others could have written, is forgotten without a word.
 */
export class ParsedFiles {
  readonly #host: Host;
  readonly #directory: string;

  constructor(context: { readonly host: Host; readonly stateDirectory: string }) {
    this.#host = context.host;
    this.#directory = joinPath(context.host, context.stateDirectory, "team-files");
  }

  find(file: Pick<TeamFile, "digest" | "format">): TeamFileContent | undefined {
    const { files } = this.#host;
    try {
      if (!isPrivate(this.#host, files.linkStatus(this.#directory), "directory")) return undefined;
      const snapshot = files.read(this.#pathOf(file), LARGEST_FILE);
      if (snapshot === undefined || !isPrivate(this.#host, snapshot.status, "file")) return undefined;
      return contentOf(JSON.parse(Buffer.from(snapshot.bytes).toString("utf8")));
    } catch {
      return undefined;
    }
  }

  /** Remembers the files without faults that are worth it and were not remembered yet. Never throws. */
  keep(files: Iterable<TeamFile>): void {
    try {
      const wanted = [...files].filter(isWorthIt);
      if (wanted.length === 0) return;
      ensurePrivateDirectory(this.#host, this.#directory);
      this.#makeRoom();
      for (const file of wanted) this.#write(this.#pathOf(file), JSON.stringify({ form: FORM, content: file.content }));
    } catch {
      // The command that read the files must not fail for it.
    }
  }

  #write(path: string, text: string): void {
    const { files } = this.#host;
    const temporary = temporaryPathFor(this.#host, path);
    if (!files.claim(temporary, Buffer.from(text))) return;
    try {
      files.rename(temporary, path);
    } catch {
      files.remove(temporary);
    }
  }

  #makeRoom(): void {
    const { files } = this.#host;
    const names = files.list(this.#directory) ?? [];
    if (names.length < MOST_FILES) return;
    for (const name of names) files.remove(joinPath(this.#host, this.#directory, name));
  }

  #pathOf({ digest, format }: Pick<TeamFile, "digest" | "format">): string {
    return joinPath(this.#host, this.#directory, `${digest}.${format}`);
  }
}

function isWorthIt({ remembered, faults, format, size }: TeamFile): boolean {
  return !remembered && faults.length === 0 && (format === "yaml" || size > LONG_JSON);
}

function contentOf(value: unknown): TeamFileContent | undefined {
  if (typeof value !== "object" || value === null || !("form" in value) || value.form !== FORM) return undefined;
  return "content" in value && isContent(value.content) ? value.content : undefined;
}

/** As far as it tells what k6p wrote from what it did not. */
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
