import { K6pError } from "../errors/k6p-error.ts";
import { parseTeamText } from "../team-config/read/parse-team-text.ts";
import { decodeText } from "../team-config/read/read-team-file.ts";
import { formatOf } from "../team-config/team-places.ts";
import { pathRelativeTo } from "./git-reference.ts";

const MOST_FILES = 200;

export interface FileSource {
  /** The reference, for errors. */
  readonly reference: string;
  /** The bytes of a file at the commit; throws if it does not exist. */
  read(path: string): Promise<Uint8Array>;
}

/**
 * A file of a repository and the files of the same repository that it extends by relative paths, directly or not. Errors in their
 * content are left to the team file reader. Throws `TEAM_EXTENDS_INVALID` for a path outside the repository or one that is not a data file, and what `read` throws.
 */
export async function collectFiles(source: FileSource, path: string): Promise<ReadonlyMap<string, Uint8Array>> {
  const files = new Map<string, Uint8Array>();
  const open = [path];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (files.has(next)) continue;
    if (files.size >= MOST_FILES) throw invalid(source, path, `extends more than ${MOST_FILES} files`);
    const bytes = await source.read(next);
    files.set(next, bytes);
    open.push(...(await filesBeside(source, next, bytes)));
  }
  return files;
}

async function filesBeside(source: FileSource, path: string, bytes: Uint8Array): Promise<readonly string[]> {
  const format = formatOf(path);
  if (format === undefined) throw invalid(source, path, "is not a data file (.yaml, .yml or .json)");
  const { content } = await parseTeamText(decodeText(bytes) ?? "", { path, format });
  return content.extends.flatMap(({ value: reference }) => {
    if (reference.kind !== "file") return [];
    const target = pathRelativeTo(path, reference.text);
    if (target === undefined)
      throw invalid(source, path, `extends ${JSON.stringify(reference.text)}, which is not a path in its repository`);
    return [target];
  });
}

function invalid({ reference }: FileSource, path: string, fault: string): K6pError {
  return new K6pError("TEAM_EXTENDS_INVALID", {
    message: `${path} of ${reference} ${fault}.`,
    details: { reference, path },
  });
}
