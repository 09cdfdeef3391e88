import type { TrustedContent, TrustedValue, TrustSubject } from "./trusted-files.ts";

/** How a team file differs from its last trusted state. */
export interface TrustChanges {
  readonly added: readonly TrustedValue[];
  readonly removed: readonly TrustedValue[];
  readonly kept: readonly TrustedValue[];
  /** Files that are new, gone or have different content. */
  readonly files: readonly FileChange[];
}

export interface FileChange {
  readonly path: string;
  readonly change: "new" | "changed" | "gone";
}

/** Compares a team file with its last trusted state; without one, everything is new. */
export function compareTrusted(subject: TrustSubject, previous: TrustedContent | undefined): TrustChanges {
  const before = new Set(previous?.values.map(textOf));
  const now = new Set(subject.values.map(textOf));
  return {
    added: subject.values.filter((value) => !before.has(textOf(value))),
    kept: subject.values.filter((value) => before.has(textOf(value))),
    removed: (previous?.values ?? []).filter((value) => !now.has(textOf(value))),
    files: fileChanges(subject.files, previous?.files ?? []),
  };
}

function fileChanges(now: TrustedContent["files"], before: TrustedContent["files"]): readonly FileChange[] {
  const previous = new Map(before.map(({ path, digest }) => [path, digest]));
  const paths = new Set(now.map(({ path }) => path));
  const present = now
    .filter(({ path, digest }) => previous.get(path) !== digest)
    .map(({ path }) => ({ path, change: previous.has(path) ? ("changed" as const) : ("new" as const) }));
  const gone = before.filter(({ path }) => !paths.has(path)).map(({ path }) => ({ path, change: "gone" as const }));
  return [...present, ...gone];
}

function textOf({ profile, key, value }: TrustedValue): string {
  return JSON.stringify([profile?.toLowerCase() ?? null, key, value]);
}
