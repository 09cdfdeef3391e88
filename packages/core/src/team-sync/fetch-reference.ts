import { K6pError } from "../errors/k6p-error.ts";
import { PACKAGE_PLACES } from "../team-config/team-places.ts";
import { collectFiles } from "./collect-files.ts";
import { sha256 } from "./copies.ts";
import type { GitReference } from "./git-reference.ts";
import type { LockedReference } from "./lock-file.ts";
import type { RemoteRepository } from "./remote-repository.ts";

export interface FetchedReference {
  readonly locked: LockedReference;
  /** The files that `locked` lists. */
  readonly files: ReadonlyMap<string, Uint8Array>;
}

/**
 * Fetches the files of a reference at a commit; undefined if the repository does not have the commit. `tag` is a tag that points to the
 * commit. Throws `GIT_FAILED`, `TEAM_EXTENDS_NOT_FOUND` or `TEAM_EXTENDS_INVALID`.
 */
export async function fetchReference(
  repository: RemoteRepository,
  wanted: { readonly reference: GitReference; readonly commit: string; readonly tag: string | undefined },
): Promise<FetchedReference | undefined> {
  const { reference, commit, tag } = wanted;
  if ((await repository.fetch(commit, tag)) === "gone") return undefined;
  const path = reference.path ?? (await repository.firstOf(commit, PACKAGE_PLACES));
  if (path === undefined) throw notFound(reference, `has none of ${PACKAGE_PLACES.join(", ")} in its root`);
  const read = async (name: string): Promise<Uint8Array> => {
    const file = await repository.read(commit, name);
    if (file.kind === "file") return file.bytes;
    throw notFound(reference, file.kind === "absent" ? `has no file ${name}` : `has ${name}, but that ${file.reason}`);
  };
  const files = await collectFiles({ reference: reference.text, read }, path);
  const hashes = [...files].map(([name, bytes]) => [name, sha256(bytes)] as const);
  return { locked: { commit, path, files: new Map(hashes) }, files };
}

function notFound({ text, path }: GitReference, fact: string): K6pError {
  return new K6pError("TEAM_EXTENDS_NOT_FOUND", {
    message: `${text} ${fact}.`,
    remedy: path === undefined ? [`Name the file: ${text}:PATH/TO/FILE.yaml`] : [],
    details: { reference: text },
  });
}
