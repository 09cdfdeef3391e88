import type { Candidate } from "@k6p/core/operations/profiles/list-candidates";
import type { Host } from "@k6p/core/host/host";
import type { CompletionAnswer } from "./completion-answer.ts";

export type CompletionShellId = "bash" | "zsh" | "fish" | "pwsh" | "nushell";

/** How one shell asks k6p for candidates, and understands the answer. Pure texts. */
export interface CompletionShell {
  readonly id: CompletionShellId;
  /** What the shell has to read. It holds no names of k6p's, so that it need not be renewed when k6p is. */
  readonly script: string;
  /** Whether the shell itself finds the candidates that fit what is typed. */
  readonly matches: boolean;
  /** Whether it shows descriptions. */
  readonly describes: boolean;
  /** A candidate in one line. */
  line(candidate: Candidate): string;
  /** The words as they were typed, where the shell cannot hand them over as they are. */
  words?(sent: readonly string[]): readonly string[];
  /** Where the script goes so that the shell reads it when it starts. Throws `SHELL_UNKNOWN` where that cannot be told. */
  place(host: Host): CompletionPlace | Promise<CompletionPlace>;
}

export type CompletionPlace =
  /** A line in a file of the user's, which makes the shell read a script that lies elsewhere. */
  | { readonly kind: "line"; readonly file: string; readonly script: string; line(path: string): string }
  /** A file of its own in a folder where the shell looks. */
  | { readonly kind: "file"; readonly file: string };

/** The answer as the shell's script reads it: what kind it is, then a line for each candidate. */
export function renderAnswer(answer: CompletionAnswer, { shell, current }: Asking): string {
  if (answer.kind !== "words") return `${answer.kind}\n`;
  const fits = ({ value }: Candidate): boolean =>
    shell.matches || value.toLowerCase().startsWith(current.toLowerCase());
  return ["words", ...answer.candidates.filter(fits).map(shell.line), ""].join("\n");
}

interface Asking {
  readonly shell: CompletionShell;
  /** What is typed of the word. */
  readonly current: string;
}

/** For shells that take a value and what is said about it with a tab between them. */
export function tabbedLine({ value, description }: Candidate): string {
  return description === undefined ? value : `${value}\t${description}`;
}
