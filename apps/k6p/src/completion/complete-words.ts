import type { Candidate, CompletionAnswer } from "@k6p/core/completions/completion-answer";
import { NO_CANDIDATES } from "@k6p/core/completions/completion-answer";
import type { CommandTable } from "../frame/command-table.ts";
import { findCommand } from "../frame/find-command.ts";
import type { CandidateSource } from "./candidate-source.ts";
import { completeCall } from "./complete-call.ts";

interface Typed {
  /** The command line without `k6p`; the last word, which may be empty, is being typed. */
  readonly words: readonly string[];
  readonly source: CandidateSource;
}

/** What can be typed in place of the last word. The candidates need not start with what is typed of it already. */
export async function completeWords(table: CommandTable, { words, source }: Typed): Promise<CompletionAnswer> {
  const before = words.slice(0, -1);
  const current = words.at(-1) ?? "";
  if (before[0] === "help") return nextWords(table, before.slice(1));
  const isFirst = before.length === 0;
  if (isFirst && !current.startsWith("-")) return nextWords(table, []);
  const finding = findCommand(table, before);
  if (finding.kind === "topic") return nextWords(table, [finding.topic]);
  if (finding.kind === "unknown") return NO_CANDIDATES;
  const { id, entry, rest } = finding;
  const answer = await completeCall({ definition: await entry.load(), before: rest, current, source });
  if (answer.kind !== "words" || rest.length > 0 || current.startsWith("-")) {
    return isFirst && id === table.defaultCommand ? withVersion(answer) : answer;
  }
  const verbs = await nextWords(table, [id]);
  return verbs.kind === "words" ? { kind: "words", candidates: [...verbs.candidates, ...answer.candidates] } : answer;
}

function withVersion(answer: CompletionAnswer): CompletionAnswer {
  if (answer.kind !== "words") return answer;
  return { kind: "words", candidates: [...answer.candidates, { value: "--version", description: "Show the version" }] };
}

/** The words that can follow those of a topic: commands, subtopics and, at the beginning, short forms. */
async function nextWords({ commands, topics }: CommandTable, path: readonly string[]): Promise<CompletionAnswer> {
  const isFirst = path.length === 0;
  const start = path.map((word) => `${word} `).join("");
  const next = (name: string): string => {
    const rest = name.startsWith(start) ? name.slice(start.length) : "";
    return rest.includes(" ") ? "" : rest;
  };
  const ids = new Map<string, string>();
  for (const [id, { aliases = [] }] of Object.entries(commands)) {
    for (const name of [id, ...aliases]) if (next(name) !== "") ids.set(next(name), id);
  }
  const topicWords = Object.entries(topics).flatMap(([name, description]) =>
    next(name) === "" || ids.has(next(name)) ? [] : [{ value: next(name), description }],
  );
  if (ids.size === 0 && topicWords.length === 0) return NO_CANDIDATES;
  const words = await Promise.all(Array.from(ids, ([word, id]) => describeCommand(word, commands[id])));
  const help = isFirst ? [{ value: "help", description: "Show the help of a command" }] : [];
  return { kind: "words", candidates: [...words.flat(), ...topicWords, ...help] };
}

async function describeCommand(
  value: string,
  entry: CommandTable["commands"][string] | undefined,
): Promise<readonly Candidate[]> {
  const definition = await entry?.load();
  return definition === undefined || definition.hidden ? [] : [{ value, description: definition.summary }];
}
