import { K6pError } from "@k6p/core/errors/k6p-error";
import { quotedPath } from "@k6p/core/host/posix-quote";
import { nearestName } from "@k6p/core/profiles/nearest-name";
import { COMMANDS, TOPICS } from "./commands.ts";
import type { Surroundings } from "./run-definition.ts";
import { quoteWord } from "./usage-error.ts";

/** What people type out of habit from other tools, and the commands they can use in k6p. */
const HABITS: Readonly<Record<string, readonly string[]>> = {
  auth: ["k6p login NAME", "k6p status"],
  signin: ["k6p login NAME"],
  create: ["k6p profile add NAME --stack STACK"],
  new: ["k6p profile add NAME --stack STACK"],
  init: ["k6p profile add NAME --stack STACK"],
  select: ["k6p use NAME"],
  set: ["k6p use NAME", "k6p profile edit NAME"],
  get: ["k6p list", "k6p profile show NAME"],
  profiles: ["k6p list"],
  run: ["k6p exec NAME -- k6 run SCRIPT"],
  "-": ["k6p use -"],
};

/** The error about a first word, or two, that name no command, with the commands that were probably meant. */
export async function unknownCommand(words: string, surroundings: Surroundings): Promise<K6pError> {
  const profile = words.includes(" ") ? undefined : await profileNamed(words, surroundings);
  if (profile?.isExact) {
    return new K6pError("USAGE", {
      message: `k6p has no command ${quoteWord(words)}. It is the name of a profile.`,
      remedy: [`To switch to it: k6p use ${quotedPath(profile.name)}`],
    });
  }
  const commands = suggestions(words);
  const meant = commands.length > 0 || profile === undefined ? commands : [`k6p use ${quotedPath(profile.name)}`];
  return new K6pError("USAGE", {
    message: `k6p has no command ${quoteWord(words)}.`,
    remedy: meant.length === 0 ? [`To list all commands: k6p ${helpOf(words)}--help`] : didYouMean(meant),
  });
}

function didYouMean([first = "", ...others]: readonly string[]): readonly string[] {
  return [`Did you mean: ${first}`, ...others.map((other) => `Or: ${other}`)];
}

function suggestions(words: string): readonly string[] {
  if (Object.hasOwn(HABITS, words)) return HABITS[words] ?? [];
  const verbs = Object.keys(COMMANDS).filter((id) => id.endsWith(` ${words}`));
  if (verbs.length > 0) return verbs.map((id) => `k6p ${id}`);
  const nearest = nearestName(words, harmlessNames());
  return nearest === undefined ? [] : [`k6p ${nearest}`];
}

/** A mistyped word is never taken for a command that destroys something. */
function harmlessNames(): readonly string[] {
  const commands = Object.entries(COMMANDS).filter(([, { destroys }]) => destroys !== true);
  return [...Object.keys(TOPICS), ...commands.flatMap(([id, { aliases = [] }]) => [...aliases, id])];
}

function helpOf(words: string): string {
  const topic = words.split(" ").slice(0, -1).join(" ");
  return topic === "" ? "" : `${topic} `;
}

/** The profile of this name, or with a similar one; undefined if there is none, or if profiles cannot be read now. */
async function profileNamed(
  word: string,
  surroundings: Surroundings,
): Promise<{ readonly name: string; readonly isExact: boolean } | undefined> {
  try {
    const { createContext } = await import("../context.ts");
    const { engine } = createContext({ ...surroundings, wantsJson: false });
    const { listCandidates } = await import("@k6p/core/operations/profiles/list-candidates");
    const candidates = await listCandidates(engine, { kind: "profile", prefix: "", describe: false });
    const names = candidates.map(({ value }) => value);
    const exact = names.find((name) => name.toLowerCase() === word.toLowerCase());
    const name = exact ?? nearestName(word, names);
    return name === undefined ? undefined : { name, isExact: exact !== undefined };
  } catch {
    return undefined;
  }
}
