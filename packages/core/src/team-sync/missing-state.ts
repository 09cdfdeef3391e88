import { K6pError } from "../errors/k6p-error.ts";
import { quotedPath } from "../host/posix-quote.ts";
import type { GitReference } from "./git-reference.ts";
import { HOW_TO_PIN } from "./invalid-reference.ts";

/** The tag does not exist. `branch`: the commit of a branch of that name, which is what the user meant. */
export function noSuchTag(reference: GitReference, branch: string | undefined): K6pError {
  const name = reference.pin.kind === "tag" ? reference.pin.name : reference.pin.commit;
  if (branch !== undefined) {
    const pinned = reference.text.replace(`#${name}`, `#${branch}`);
    return new K6pError("TEAM_EXTENDS_INVALID", {
      message: `${reference.text} is pinned to a branch, and branches move.`,
      remedy: [`Pin a tag, or the commit that ${name} points to now: ${pinned}`],
      details: { reference: reference.text, branchCommit: branch },
    });
  }
  const short = /^[0-9a-f]{7,39}$/.test(name) ? ["If it is a commit, write its full ID (40 digits)."] : HOW_TO_PIN;
  return new K6pError("TEAM_EXTENDS_NOT_FOUND", {
    message: `${reference.url} has no tag ${name}.`,
    remedy: [...short, `Its tags: git ls-remote --tags ${quotedPath(reference.url)}`],
    details: { reference: reference.text },
  });
}

export function noSuchCommit(reference: GitReference, commit: string): K6pError {
  return new K6pError("TEAM_EXTENDS_NOT_FOUND", {
    message: `${reference.url} does not provide the commit ${commit}.`,
    remedy: [
      "Check that it was pushed, or pin a tag: some servers only provide commits that a tag or branch points to.",
    ],
    details: { reference: reference.text, commit },
  });
}

/** The history was rewritten, and this machine has no copy of the locked commit. */
export function lockedCommitGone(
  reference: GitReference,
  facts: { readonly commit: string; readonly tagNow: string | undefined },
): K6pError {
  const now = facts.tagNow === undefined ? "" : ` The tag now points to ${facts.tagNow}.`;
  return new K6pError("TEAM_EXTENDS_CHANGED", {
    message: `${reference.text} is locked at ${facts.commit}, which the repository no longer has: its history was rewritten, or the lock file was edited.${now}`,
    remedy: [
      "Ask the owner of the repository what happened.",
      `To use the current state: k6p team sync --update ${quotedPath(reference.text)}`,
    ],
    details: { reference: reference.text, commit: facts.commit, remoteCommit: facts.tagNow },
  });
}

/** The lock file's checksum of a file differs from that of the file at the same commit. */
export function changedContent(
  reference: GitReference,
  facts: { readonly commit: string; readonly path: string },
): K6pError {
  return new K6pError("TEAM_EXTENDS_CHANGED", {
    message: `${facts.path} of ${reference.text} at ${facts.commit} does not match the lock file. A commit never changes, so something other than k6p edited the lock file.`,
    remedy: [
      "See who changed it: git log -p k6p.lock",
      `To lock the current content: k6p team sync --update ${quotedPath(reference.text)}`,
    ],
    details: { reference: reference.text, ...facts },
  });
}
