import { type Candidate, type CompletionAnswer, NO_CANDIDATES } from "@k6p/core/completions/completion-answer";
import type { AnyCommand } from "../frame/command-definition.ts";
import { type ArgumentParameter, type FlagParameter, parameterName } from "../frame/parameters.ts";
import type { CandidateSource } from "./candidate-source.ts";

export interface Call {
  readonly definition: AnyCommand;
  /** The words after those of the command, without the one being typed. */
  readonly before: readonly string[];
  readonly current: string;
  readonly source: CandidateSource;
}

/** What can be typed in place of the current word of a command. */
export async function completeCall({ definition, before, current, source }: Call): Promise<CompletionAnswer> {
  if (takesCommand(definition) && before.includes("--")) return { kind: "command" };
  const position = findPosition(definition, before);
  if (position.kind === "value") return completeValue(position.flag, { typed: current, source });
  const { given, count, dashes } = position;
  const wantsFlag = !dashes && current.startsWith("-");
  if (wantsFlag && current.includes("=")) return completeInlineValue(definition, current, source);
  if (wantsFlag) return { kind: "words", candidates: flagCandidates(definition, given) };
  const argument = argumentAt(definition, count);
  const answer = argument === undefined ? NO_CANDIDATES : await completeValue(argument, { typed: current, source });
  if (answer.kind !== "words" || answer.candidates.length > 0 || dashes || current !== "") return answer;
  return { kind: "words", candidates: flagCandidates(definition, given) };
}

type Position =
  | { readonly kind: "value"; readonly flag: FlagParameter }
  /** An argument, by its place among the arguments, or a flag can follow. */
  | { readonly kind: "open"; readonly count: number; readonly given: ReadonlySet<string>; readonly dashes: boolean };

function findPosition(definition: AnyCommand, before: readonly string[]): Position {
  const given = new Set<string>();
  let awaiting: FlagParameter | undefined;
  let count = 0;
  let dashes = false;
  for (const word of before) {
    if (awaiting !== undefined) awaiting = undefined;
    else if (dashes || word === "-" || !word.startsWith("-")) count++;
    else if (word === "--") dashes = true;
    else {
      const [key, flag] = findFlag(definition, word) ?? [word];
      given.add(key);
      const isWhole = word.startsWith("--") ? !word.includes("=") : word.length === 2;
      if (flag !== undefined && takesValue(flag) && isWhole) awaiting = flag;
    }
  }
  return awaiting === undefined ? { kind: "open", count, given, dashes } : { kind: "value", flag: awaiting };
}

function takesCommand({ args }: AnyCommand): boolean {
  return Object.values(args).some(({ kind }) => kind === "afterDashes");
}

function takesValue({ kind }: FlagParameter): boolean {
  return kind !== "switch" && kind !== "refused";
}

/** The flag that a word such as `--project`, `--project=1`, `--no-verify` or `-c` means. */
function findFlag({ flags }: AnyCommand, word: string): readonly [key: string, flag: FlagParameter] | undefined {
  const [name = ""] = word.split("=");
  return Object.entries(flags).find(([key, flag]) => {
    const long = parameterName(key);
    if (name === `--${long}` || (flag.kind === "switch" && flag.negatable && name === `--no-${long}`)) return true;
    return "short" in flag && flag.short !== undefined && !name.startsWith("--") && name[1] === flag.short;
  });
}

function argumentAt({ args }: AnyCommand, count: number): ArgumentParameter | undefined {
  const places = Object.values(args).filter(({ kind }) => kind !== "afterDashes");
  const first = places[0];
  return first?.kind === "words" ? first : places[count];
}

/** `--store=key`: the candidates are whole words, with the flag. */
async function completeInlineValue(
  definition: AnyCommand,
  current: string,
  source: CandidateSource,
): Promise<CompletionAnswer> {
  const [, flag] = findFlag(definition, current) ?? [];
  if (flag === undefined || !takesValue(flag)) return NO_CANDIDATES;
  const start = current.slice(0, current.indexOf("=") + 1);
  const answer = await completeValue(flag, { typed: current.slice(start.length), source });
  if (answer.kind !== "words") return answer;
  const candidates = answer.candidates.map(({ value, ...rest }) => ({ value: start + value, ...rest }));
  return { kind: "words", candidates };
}

async function completeValue(
  parameter: ArgumentParameter | FlagParameter,
  { typed, source }: { readonly typed: string; readonly source: CandidateSource },
): Promise<CompletionAnswer> {
  if (parameter.kind === "choice") return wordsOf(parameter.options);
  const hint = "complete" in parameter ? parameter.complete : undefined;
  if (hint === undefined) return NO_CANDIDATES;
  if (hint === "files" || hint === "folders") return { kind: hint };
  return typeof hint === "string" ? { kind: "words", candidates: await source(hint, typed) } : wordsOf(hint);
}

function wordsOf(values: readonly string[]): CompletionAnswer {
  return { kind: "words", candidates: values.map((value) => ({ value })) };
}

/** The flags that can still be added. */
function flagCandidates(definition: AnyCommand, given: ReadonlySet<string>): readonly Candidate[] {
  const candidates: Candidate[] = [];
  for (const [key, flag] of Object.entries(definition.flags)) {
    if (flag.kind === "refused" || flag.hidden) continue;
    if (flag.exclusive?.some((other) => given.has(other)) || (given.has(key) && flag.kind !== "list")) continue;
    const name = parameterName(key);
    candidates.push({ value: `--${name}`, description: flag.summary });
    if (flag.kind === "switch" && flag.negatable)
      candidates.push({ value: `--no-${name}`, description: `The opposite of --${name}` });
  }
  if (takesCommand(definition)) candidates.push({ value: "--", description: "The command follows" });
  if (definition.json !== false && !given.has("--json"))
    candidates.push({ value: "--json", description: "Print the result as JSON" });
  return [...candidates, { value: "--help", description: "Show the help of this command" }];
}
