import { K6pError } from "../errors/k6p-error.ts";
import { quotedPath } from "../host/posix-quote.ts";
import type { GitReference } from "./git-reference.ts";
import { HOW_TO_PIN } from "./invalid-reference.ts";

/** The tag is not there. `branch`: the commit of a branch of that name, which is what was meant then. */
export function noSuchTag(reference: GitReference, branch: string | undefined): K6pError {
  const name = reference.pin.kind === "tag" ? reference.pin.name : reference.pin.commit;
  if (branch !== undefined) {
    const pinned = reference.text.replace(`#${name}`, `#${branch}`);
    return new K6pError("TEAM_EXTENDS_INVALID", {
      message: `${reference.text} is pinned to a branch, which moves.`,
      remedy: [`Name a tag, or the commit that ${name} is at now: ${pinned}`],
      details: { reference: reference.text, branchCommit: branch },
    });
  }
  const short = /^[0-9a-f]{7,39}$/.test(name) ? ["If it is a commit, write its whole ID of 40 digits."] : HOW_TO_PIN;
  return new K6pError("TEAM_EXTENDS_NOT_FOUND", {
    message: `${reference.url} has no tag ${name}.`,
    remedy: [...short, `Its tags: git ls-remote --tags ${quotedPath(reference.url)}`],
    details: { reference: reference.text },
  });
}

export function noSuchCommit(reference: GitReference, commit: string): K6pError {
  return new K6pError("TEAM_EXTENDS_NOT_FOUND", {
    message: `${reference.url} does not give the commit ${commit}.`,
    remedy: ["Look whether it was pushed, or pin a tag: some servers give only what a tag or branch stands at."],
    details: { reference: reference.text, commit },
  });
}

/** The history was rewritten, and there is no copy of what was locked. */
export function lockedCommitGone(
  reference: GitReference,
  facts: { readonly commit: string; readonly tagNow: string | undefined },
): K6pError {
  const now = facts.tagNow === undefined ? "" : ` The tag stands at ${facts.tagNow} now.`;
  return new K6pError("TEAM_EXTENDS_CHANGED", {
    message: `${reference.text} is locked at ${facts.commit}, which the repository does not give any more: its history was rewritten, or the lock file was changed.${now}`,
    remedy: [
      "Ask who keeps the repository what happened.",
      `To take what is there now: k6p team sync --update ${quotedPath(reference.text)}`,
    ],
    details: { reference: reference.text, commit: facts.commit, remoteCommit: facts.tagNow },
  });
}

/** The lock file has another checksum for a file than the file has at that very commit. */
export function changedContent(
  reference: GitReference,
  facts: { readonly commit: string; readonly path: string },
): K6pError {
  return new K6pError("TEAM_EXTENDS_CHANGED", {
    message: `${facts.path} of ${reference.text} at ${facts.commit} is not what the lock file says. Since a commit never changes, the lock file was changed by something else than k6p.`,
    remedy: [
      "See who changed it: git log -p k6p.lock",
      `To lock what is there: k6p team sync --update ${quotedPath(reference.text)}`,
    ],
    details: { reference: reference.text, ...facts },
  });
}
