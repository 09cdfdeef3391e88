import type { Candidate } from "@k6p/core/operations/profiles/list-candidates";

/** What a shell is to offer for the word that is being typed. */
export type CompletionAnswer =
  | { readonly kind: "words"; readonly candidates: readonly Candidate[] }
  /** The shell knows its files and folders better. */
  | { readonly kind: "files" | "folders" }
  /** What follows `--` is a command of its own, which the shell completes as such. */
  | { readonly kind: "command" };

export const NOTHING: CompletionAnswer = { kind: "words", candidates: [] };
