import type { Candidate, CompletionAnswer } from "@k6p/core/completions/completion-answer";
import type { CandidateKind } from "@k6p/core/operations/profiles/list-candidates";

/** Finds the names of a kind that start with a text. */
export type CandidateSource = (kind: CandidateKind, prefix: string) => Promise<readonly Candidate[]>;

/** What can be typed in place of the last word, which may be empty, of a command line without `k6p`. */
export type CompleteWords = (words: readonly string[], source: CandidateSource) => Promise<CompletionAnswer>;
