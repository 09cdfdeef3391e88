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
  /** Looks for git when it is first called. */
  readonly git: () => Git;
  /** For all that is to be done for one reference. */
  readonly deadlineMs: number;
  /** Called before a connection is made. */
  readonly announce: (message: string) => void;
}

export interface ReferenceRequest {
  readonly reference: GitReference;
  /** What the lock file says about it. */
  readonly former: LockedReference | undefined;
  /**
   * `keep` goes on with what is locked when a tag has moved, and says so; `update` takes what the tag says now; `frozen` takes nothing but what is
   * locked, and makes no connection when there is a copy of that.
   */
  readonly mode: "keep" | "update" | "frozen";
}

export interface SyncedReference {
  /**
   * `moved`: the tag stands at `remoteCommit` now, and what was locked was kept. `withdrawn`: there is no such tag any more, and what was locked was
   * kept. `outdated`: the lock file does not have it, or not as it is, and nothing new was to be taken.
   */
  readonly state: "current" | "added" | "updated" | "moved" | "withdrawn" | "outdated";
  readonly former: LockedReference | undefined;
  /** What it is locked at now, and the folder of its copy; undefined for `outdated`. */
  readonly locked: LockedReference | undefined;
  readonly folder: string | undefined;
  readonly remoteCommit?: string | undefined;
  /** The repository does not give the locked commit any more: who has no copy cannot get one. */
  readonly isCommitGone?: boolean;
}

/** Brings one reference up to date. Throws `GIT_MISSING`, `GIT_FAILED`, and `TEAM_EXTENDS_…` when what is needed cannot be had. */
export async function syncReference(context: SyncContext, request: ReferenceRequest): Promise<SyncedReference> {
  const { reference, mode } = request;
  const former = request.former !== undefined && isLockOf(reference, request.former) ? request.former : undefined;
  if (mode === "frozen" && former === undefined) return outdated(request.former);
  const copy = former === undefined ? undefined : context.copies.find(reference.text, former);
  const held = former !== undefined && copy?.kind === "copy" ? { locked: former, folder: copy.folder } : undefined;
  if (held !== undefined && (mode === "frozen" || reference.pin.kind === "commit"))
    return { state: "current", former, ...held };

  context.announce(`Fetching ${reference.text} (${Math.ceil(context.deadlineMs / 1000)} s at most)`);
  return context.copies.inScratch((folder) => {
    const deadline = new Deadline(context.host, context.deadlineMs);
    const repository = new RemoteRepository({ git: context.git(), url: reference.url, folder, deadline });
    return syncFrom(repository, { context, request, former, held });
  });
}

interface Situation {
  readonly context: SyncContext;
  readonly request: ReferenceRequest;
  /** What the lock says, where it can be meant. */
  readonly former: LockedReference | undefined;
  /** The same, where there is a copy of it. */
  readonly held: { readonly locked: LockedReference; readonly folder: string } | undefined;
}

async function syncFrom(repository: RemoteRepository, situation: Situation): Promise<SyncedReference> {
  const { context, request, former, held } = situation;
  const { reference, mode } = request;
  const { commit, tag, tagNow } = await chooseCommit(repository, situation);
  const isMoved = reference.pin.kind === "tag" && tagNow !== commit;
  if (held !== undefined && held.locked.commit === commit && !isMoved) return { state: "current", former, ...held };

  const moved = { state: tagNow === undefined ? "withdrawn" : "moved", former, remoteCommit: tagNow } as const;
  const fetched = await fetchReference(repository, { reference, commit, tag });
  if (fetched === undefined) {
    if (held !== undefined && isMoved) return { ...moved, ...held, isCommitGone: true };
    throw former?.commit === commit ? lockedCommitGone(reference, { commit, tagNow }) : noSuchCommit(reference, commit);
  }
  const { locked, files } = fetched;
  if (former?.commit === commit && mode !== "update") refuseOtherContent(reference, former, locked);
  if (mode === "frozen" && !isSameState(former, locked)) return outdated(former);
  const folder = context.copies.keep(reference.text, locked, files);
  if (isMoved) return { ...moved, locked, folder, isCommitGone: false };
  if (former === undefined)
    return { state: request.former === undefined ? "added" : "updated", former, locked, folder };
  return { state: isSameState(former, locked) ? "current" : "updated", former, locked, folder };
}

interface ChosenCommit {
  readonly commit: string;
  /** The tag by which to fetch it. */
  readonly tag: string | undefined;
  /** Where the tag of the reference stands now. */
  readonly tagNow: string | undefined;
}

async function chooseCommit(repository: RemoteRepository, { request, former }: Situation): Promise<ChosenCommit> {
  const { pin } = request.reference;
  if (pin.kind === "commit") return { commit: pin.commit, tag: undefined, tagNow: undefined };
  const there: NamedState = await repository.look(pin.name);
  const takesNew = former === undefined || (request.mode === "update" && there.tag !== undefined);
  const commit = takesNew ? there.tag : former.commit;
  if (commit === undefined) throw noSuchTag(request.reference, there.branch);
  return { commit, tag: there.tag === commit ? pin.name : undefined, tagNow: there.tag };
}

/** A commit has one content only: another one in the lock is not from there. */
function refuseOtherContent(reference: GitReference, former: LockedReference, found: LockedReference): void {
  const path = [...found.files].find(([name, hash]) => (former.files.get(name) ?? hash) !== hash)?.[0];
  if (path !== undefined) throw changedContent(reference, { commit: found.commit, path });
}

function outdated(former: LockedReference | undefined): SyncedReference {
  return { state: "outdated", former, locked: undefined, folder: undefined };
}
