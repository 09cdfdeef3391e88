import type { Approval, ApprovedValue, TrustSubject } from "./team-trust.ts";

/** What would be different from what was trusted last. */
export interface TrustChanges {
  readonly added: readonly ApprovedValue[];
  readonly removed: readonly ApprovedValue[];
  readonly kept: readonly ApprovedValue[];
  /** Files that were read now or then and are not the same. */
  readonly files: readonly FileChange[];
}

export interface FileChange {
  readonly path: string;
  readonly change: "new" | "changed" | "gone";
}

/** Compares what is about to be trusted with the approval before it; without one, everything is new. */
export function compareApproved(subject: TrustSubject, former: Approval | undefined): TrustChanges {
  const before = new Set(former?.values.map(textOf));
  const now = new Set(subject.values.map(textOf));
  return {
    added: subject.values.filter((value) => !before.has(textOf(value))),
    kept: subject.values.filter((value) => before.has(textOf(value))),
    removed: (former?.values ?? []).filter((value) => !now.has(textOf(value))),
    files: fileChanges(subject.files, former?.files ?? []),
  };
}

function fileChanges(now: Approval["files"], before: Approval["files"]): readonly FileChange[] {
  const former = new Map(before.map(({ path, digest }) => [path, digest]));
  const paths = new Set(now.map(({ path }) => path));
  const present = now
    .filter(({ path, digest }) => former.get(path) !== digest)
    .map(({ path }) => ({ path, change: former.has(path) ? ("changed" as const) : ("new" as const) }));
  const gone = before.filter(({ path }) => !paths.has(path)).map(({ path }) => ({ path, change: "gone" as const }));
  return [...present, ...gone];
}

function textOf({ profile, key, value }: ApprovedValue): string {
  return JSON.stringify([profile?.toLowerCase() ?? null, key, value]);
}
