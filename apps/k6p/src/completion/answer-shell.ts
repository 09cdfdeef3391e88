import { type CompletionAnswer, NO_CANDIDATES } from "@k6p/core/completions/completion-answer";
import { type CompletionShellId, renderAnswer } from "@k6p/core/completions/completion-shell";
import { COMPLETION_SHELLS } from "@k6p/core/completions/completion-shells";
import type { CommandContext } from "../context.ts";

interface Question {
  readonly shell: CompletionShellId;
  /** The words after `k6p` as the shell sent them; the last one is being typed. */
  readonly sent: readonly string[];
}

/** The answer to a shell when you press Tab. Never throws: a message would appear in the middle of the line you are typing. */
export async function answerShell(context: CommandContext, { shell: id, sent }: Question): Promise<string> {
  const shell = COMPLETION_SHELLS[id];
  const words = shell.words?.(sent) ?? sent;
  const current = words.at(-1) ?? "";
  return renderAnswer(await answerOrNothing(), { shell, current });

  async function answerOrNothing(): Promise<CompletionAnswer> {
    try {
      const { listCandidates } = await import("@k6p/core/operations/profiles/list-candidates");
      return await context.completeWords(words, (kind, prefix) =>
        listCandidates(context.engine, { kind, prefix: shell.matches ? "" : prefix, describe: shell.describes }),
      );
    } catch {
      return NO_CANDIDATES;
    }
  }
}
