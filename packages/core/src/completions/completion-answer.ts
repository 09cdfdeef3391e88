/** A value the user may type next. */
export interface Candidate {
  readonly value: string;
  /** One line; undefined if there is nothing to show. */
  readonly description?: string | undefined;
}

/** What a shell offers for the word that is being typed. */
export type CompletionAnswer =
  | { readonly kind: "words"; readonly candidates: readonly Candidate[] }
  /** The shell completes paths itself. */
  | { readonly kind: "files" | "folders" }
  /** The words after `--` are a command of their own, which the shell completes as one. */
  | { readonly kind: "command" };

export const NO_CANDIDATES: CompletionAnswer = { kind: "words", candidates: [] };
