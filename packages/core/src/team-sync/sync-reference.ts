import type { Host } from "../host/host.ts";
import type { Copies } from "./copies.ts";
import { Deadline } from "../host/deadline.ts";
import { fetchReference } from "./fetch-reference.ts";
import type { Git } from "./git.ts";
import type { GitReference } from "./git-reference.ts";
import { isLockOf, isSameState, type LockedReference } from "./lock-file.ts";
import { changedContent, lockedCommitGone, noSuchCommit, noSuchTag } from "./missing-state.ts";
import { type NamedState, RemoteRepository } from "./remote-repository.ts";

export interface SyncContext {
  readonly host: Host;
  readonly copies: Copies;
  /** Finds git on the first call. */
  readonly git: () => Git;
  /** For all steps of one reference. */
  readonly deadlineMs: number;
  /** Called before a connection is made. */
  readonly announce: (message: string) => void;
}

export interface ReferenceRequest {
  readonly reference: GitReference;
  /** Its entry in the lock file. */
  readonly previous: LockedReference | undefined;
  /**
   * `keep` keeps the locked commit if a tag has moved, and reports it; `update` takes the commit of the tag; `frozen` takes only what is
   * locked, and makes no connection if there is a copy of it.
   */
  readonly mode: "keep" | "update" | "frozen";
}

export interface SyncedReference {
  /**
   * `moved`: the tag now points to `remoteCommit`; the locked commit was kept. `withdrawn`: the tag no longer exists; the locked commit was
   * kept. `outdated`: the lock file does not have the reference or does not match it, and the mode is `frozen`.
   */
  readonly state: "current" | "added" | "updated" | "moved" | "withdrawn" | "outdated";
  readonly previous: LockedReference | undefined;
  /** The locked state and the folder of its copy; undefined for `outdated`. */
  readonly locked: LockedReference | undefined;
  readonly folder: string | undefined;
  readonly remoteCommit?: string | undefined;
  /** The repository no longer has the locked commit: a machine without a copy cannot get one. */
  readonly isCommitGone?: boolean;
}

/** Updates one reference. Throws `GIT_MISSING`, `GIT_FAILED`, and `TEAM_EXTENDS_…` if the commit or a file does not exist. */
export async function syncReference(context: SyncContext, request: ReferenceRequest): Promise<SyncedReference> {
  const { reference, mode } = request;
  const previous =
    request.previous !== undefined && isLockOf(reference, request.previous) ? request.previous : undefined;
  if (mode === "frozen" && previous === undefined) return outdated(request.previous);
  const copy = previous === undefined ? undefined : context.copies.find(reference.text, previous);
  const held = previous !== undefined && copy?.kind === "copy" ? { locked: previous, folder: copy.folder } : undefined;
  if (held !== undefined && (mode === "frozen" || reference.pin.kind === "commit"))
    return { state: "current", previous, ...held };

  context.announce(`Fetching ${reference.text} (${Math.ceil(context.deadlineMs / 1000)} s at most)`);
  return context.copies.inScratch((folder) => {
    const deadline = new Deadline(context.host, context.deadlineMs);
    const repository = new RemoteRepository({ git: context.git(), url: reference.url, folder, deadline });
    return syncFrom(repository, { context, request, previous, held });
  });
}

interface Situation {
  readonly context: SyncContext;
  readonly request: ReferenceRequest;
  /** The locked state, if it fits the reference. */
  readonly previous: LockedReference | undefined;
  /** The locked state, if there is a copy of it. */
  readonly held: { readonly locked: LockedReference; readonly folder: string } | undefined;
}

async function syncFrom(repository: RemoteRepository, situation: Situation): Promise<SyncedReference> {
  const { context, request, previous, held } = situation;
  const { reference, mode } = request;
  const { commit, tag, tagNow } = await chooseCommit(repository, situation);
  const isMoved = reference.pin.kind === "tag" && tagNow !== commit;
  if (held !== undefined && held.locked.commit === commit && !isMoved) return { state: "current", previous, ...held };

  const moved = { state: tagNow === undefined ? "withdrawn" : "moved", previous, remoteCommit: tagNow } as const;
  const fetched = await fetchReference(repository, { reference, commit, tag });
  if (fetched === undefined) {
    if (held !== undefined && isMoved) return { ...moved, ...held, isCommitGone: true };
    throw previous?.commit === commit
      ? lockedCommitGone(reference, { commit, tagNow })
      : noSuchCommit(reference, commit);
  }
  const { locked, files } = fetched;
  if (previous?.commit === commit && mode !== "update") refuseOtherContent(reference, previous, locked);
  if (mode === "frozen" && !isSameState(previous, locked)) return outdated(previous);
  const folder = context.copies.keep(reference.text, locked, files);
  if (isMoved) return { ...moved, locked, folder, isCommitGone: false };
  if (previous === undefined)
    return { state: request.previous === undefined ? "added" : "updated", previous, locked, folder };
  return { state: isSameState(previous, locked) ? "current" : "updated", previous, locked, folder };
}

interface ChosenCommit {
  readonly commit: string;
  /** The tag to fetch it by. */
  readonly tag: string | undefined;
  /** The commit that the tag points to now. */
  readonly tagNow: string | undefined;
}

async function chooseCommit(repository: RemoteRepository, { request, previous }: Situation): Promise<ChosenCommit> {
  const { pin } = request.reference;
  if (pin.kind === "commit") return { commit: pin.commit, tag: undefined, tagNow: undefined };
  const there: NamedState = await repository.look(pin.name);
  const takesNew = previous === undefined || (request.mode === "update" && there.tag !== undefined);
  const commit = takesNew ? there.tag : previous.commit;
  if (commit === undefined) throw noSuchTag(request.reference, there.branch);
  return { commit, tag: there.tag === commit ? pin.name : undefined, tagNow: there.tag };
}

/** The content of a commit never changes, so different content in the lock is not from that commit. */
function refuseOtherContent(reference: GitReference, previous: LockedReference, found: LockedReference): void {
  const path = [...found.files].find(([name, hash]) => (previous.files.get(name) ?? hash) !== hash)?.[0];
  if (path !== undefined) throw changedContent(reference, { commit: found.commit, path });
}

function outdated(previous: LockedReference | undefined): SyncedReference {
  return { state: "outdated", previous, locked: undefined, folder: undefined };
}
