import type { OutlookField } from "./outlook-field.ts";

/** What may be noticed in an outlook; these codes are stable. */
export type FindingCode =
  | "no-token"
  | "unknown-token"
  | "no-stack"
  | "other-stack"
  | "other-stack-url"
  | "other-project"
  | "other-default-project"
  | "project-chosen"
  | "other-host"
  | "existing-run"
  | "results-elsewhere"
  | "links-elsewhere"
  | "secrets-elsewhere"
  | "script-identity"
  | "option-identity"
  | "collectors-variable"
  | "stack-not-sent"
  | "old-k6"
  | "legacy-file"
  | "folder-bound";

/**
 * - `mixed`: something that decides is not the profile's
 * - `warning`: the run is not what the profile would give otherwise
 * - `info`: the user's choice, or something to know
 */
export type FindingLevel = "info" | "warning" | "mixed";

export interface Finding {
  readonly code: FindingCode;
  readonly level: FindingLevel;
  /** The field it is about. */
  readonly field: OutlookField | undefined;
  /** A sentence; never a token. */
  readonly message: string;
  /** What would help, in words that can be typed; each leads to what it promises. */
  readonly remedy: readonly string[];
}

/** A finding with what it has; what is left out is none. */
export function note(
  code: FindingCode,
  level: FindingLevel,
  {
    field,
    message,
    remedy = [],
  }: { readonly field?: OutlookField; readonly message: string; readonly remedy?: readonly string[] },
): Finding {
  return { code, level, field, message, remedy };
}
