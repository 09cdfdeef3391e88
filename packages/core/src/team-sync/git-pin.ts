import { HOW_TO_PIN, invalidReference } from "./invalid-reference.ts";

/** The state of a repository that a reference names. */
export type GitPin = TagPin | CommitPin;

export interface TagPin {
  readonly kind: "tag";
  /** Without `refs/tags/`. */
  readonly name: string;
}

export interface CommitPin {
  readonly kind: "commit";
  readonly commit: string;
}

const LONGEST_TAG = 200;
/** Stricter than git: no character that a shell, a glob, a git revision or a git option could interpret. */
const TAG = /^[A-Za-z0-9@][A-Za-z0-9._+@/-]*$/;

/** Whether the text is a full commit ID, SHA-1 or SHA-256. */
export function isCommit(text: string): boolean {
  return /^([0-9a-f]{40}|[0-9a-f]{64})$/.test(text);
}

/** Reads the part after the `#` of the reference `text`. Throws `TEAM_EXTENDS_INVALID`. */
export function parseGitPin(text: string, pin: string): GitPin {
  if (pin === "") throw invalidReference(text, "is not pinned", HOW_TO_PIN);
  if (isCommit(pin)) return { kind: "commit", commit: pin };
  if (pin === "HEAD" || pin.startsWith("refs/"))
    throw invalidReference(text, "is pinned to a branch or revision that can move", HOW_TO_PIN);
  if (pin.length > LONGEST_TAG || !TAG.test(pin) || pin.split("/").some(isOddSegment))
    throw invalidReference(text, "is pinned to an invalid tag name", HOW_TO_PIN);
  return { kind: "tag", name: pin };
}

function isOddSegment(segment: string): boolean {
  return /^$|^[.-]|\.\.|\.$|\.lock$|^@$/.test(segment);
}
