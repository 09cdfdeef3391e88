import type { Host } from "../host/host.ts";
import type { Candidate, CompletionAnswer } from "./completion-answer.ts";

export type CompletionShellId = "bash" | "zsh" | "fish" | "pwsh" | "nushell";

/** How one shell asks k6p for candidates and reads the answer. */
export interface CompletionShell {
  readonly id: CompletionShellId;
  /** The script that the shell loads. It contains no names of commands or profiles, so it stays the same when k6p is updated. */
  readonly script: string;
  /** Whether the shell itself filters the candidates by what is typed. */
  readonly matches: boolean;
  /** Whether it shows descriptions. */
  readonly describes: boolean;
  /** A candidate in one line. */
  line(candidate: Candidate): string;
  /** The words as the user typed them, for a shell that cannot send them unchanged. */
  words?(sent: readonly string[]): readonly string[];
  /** Where the script belongs so the shell loads it at start. Throws `SHELL_UNKNOWN` if k6p cannot find out. */
  place(host: Host): CompletionPlace | Promise<CompletionPlace>;
}

export type CompletionPlace =
  /** A line in a startup file of the user, which loads a script from another file. */
  | { readonly kind: "line"; readonly file: string; readonly script: string; line(path: string): string }
  /** A file of its own in a folder that the shell searches. */
  | { readonly kind: "file"; readonly file: string };

/** The answer in the form that the shell's script reads: a line with its kind, then a line for each candidate. */
export function renderAnswer(answer: CompletionAnswer, { shell, current }: AnswerOptions): string {
  if (answer.kind !== "words") return `${answer.kind}\n`;
  const fits = ({ value }: Candidate): boolean =>
    shell.matches || value.toLowerCase().startsWith(current.toLowerCase());
  return ["words", ...answer.candidates.filter(fits).map(shell.line), ""].join("\n");
}

interface AnswerOptions {
  readonly shell: CompletionShell;
  /** The typed part of the word. */
  readonly current: string;
}

/** For shells that take a value and its description separated by a tab. */
export function tabbedLine({ value, description }: Candidate): string {
  return description === undefined ? value : `${value}\t${description}`;
}
