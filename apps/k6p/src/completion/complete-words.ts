import type { Candidate } from "@k6p/core/operations/profiles/list-candidates";
import { COMMANDS, DEFAULT_COMMAND, TOPICS } from "../frame/commands.ts";
import { findCommand } from "../frame/find-command.ts";
import { type CandidateSource, completeCall } from "./complete-call.ts";
import { type CompletionAnswer, NOTHING } from "./completion-answer.ts";

/**
 * What may stand in the place of the last word (which may be empty) of a command line without `k6p`. The candidates need not begin
 * with what is typed of it already.
 */
export async function completeWords(words: readonly string[], source: CandidateSource): Promise<CompletionAnswer> {
  const before = words.slice(0, -1);
  const current = words.at(-1) ?? "";
  if (before[0] === "help") return nextWords(before.slice(1));
  const isFirst = before.length === 0;
  if (isFirst && !current.startsWith("-")) return nextWords([]);
  const finding = findCommand(before);
  if (finding.kind === "topic") return nextWords([finding.topic]);
  if (finding.kind === "unknown") return NOTHING;
  const { id, entry, rest } = finding;
  const answer = await completeCall({ definition: await entry.load(), before: rest, current, source });
  if (answer.kind !== "words" || rest.length > 0 || current.startsWith("-")) {
    return isFirst && id === DEFAULT_COMMAND ? withVersion(answer) : answer;
  }
  const verbs = await nextWords([id]);
  return verbs.kind === "words" ? { kind: "words", candidates: [...verbs.candidates, ...answer.candidates] } : answer;
}

function withVersion(answer: CompletionAnswer): CompletionAnswer {
  if (answer.kind !== "words") return answer;
  return { kind: "words", candidates: [...answer.candidates, { value: "--version", description: "Show the version" }] };
}

/** The words that may follow those of a topic: commands, topics in it and, at the beginning, short forms. */
async function nextWords(path: readonly string[]): Promise<CompletionAnswer> {
  const isFirst = path.length === 0;
  const start = path.map((word) => `${word} `).join("");
  const names = new Map<string, string>();
  for (const [id, { aliases = [] }] of Object.entries(COMMANDS)) {
    for (const name of [id, ...aliases]) {
      const next = name.startsWith(start) ? name.slice(start.length) : "";
      if (next !== "" && !next.includes(" ")) names.set(next, id);
    }
  }
  const topics = Object.entries(TOPICS).flatMap(([name, summary]) => {
    const next = name.startsWith(start) ? name.slice(start.length) : "";
    return next === "" || next.includes(" ") || names.has(next) ? [] : [[next, summary] as const];
  });
  if (names.size === 0 && topics.length === 0) return NOTHING;
  const commands = await Promise.all(Array.from(names, ([name, id]) => describeCommand(name, id)));
  const described = topics.map(([value, description]) => ({ value, description }));
  const help = isFirst ? [{ value: "help", description: "Show the help of a command" }] : [];
  return { kind: "words", candidates: [...commands.flat(), ...described, ...help] };
}

async function describeCommand(value: string, id: string): Promise<readonly Candidate[]> {
  const definition = await COMMANDS[id]?.load();
  return definition === undefined || definition.hidden ? [] : [{ value, description: definition.summary }];
}
