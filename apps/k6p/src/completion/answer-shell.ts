import type { CommandContext } from "../context.ts";
import { completeWords } from "./complete-words.ts";
import { type CompletionAnswer, NOTHING } from "./completion-answer.ts";
import { type CompletionShellId, renderAnswer } from "./completion-shell.ts";
import { COMPLETION_SHELLS } from "./completion-shells.ts";

interface Question {
  readonly shell: CompletionShellId;
  /** The words after `k6p` as the shell sent them; the last is the one that is being typed. */
  readonly sent: readonly string[];
}

/** The answer to a shell at the Tab key. Never throws: a message would land in the middle of the line that is being typed. */
export async function answerShell(context: CommandContext, { shell: id, sent }: Question): Promise<string> {
  const shell = COMPLETION_SHELLS[id];
  const words = shell.words?.(sent) ?? sent;
  const current = words.at(-1) ?? "";
  return renderAnswer(await answerOrNothing(), { shell, current });

  async function answerOrNothing(): Promise<CompletionAnswer> {
    try {
      const { listCandidates } = await import("@k6p/core/operations/profiles/list-candidates");
      return await completeWords(words, (kind, prefix) =>
        listCandidates(context.engine, {
          kind,
          prefix: shell.matches ? "" : prefix,
          describe: shell.describes,
        }),
      );
    } catch {
      return NOTHING;
    }
  }
}
