import type { ProfileChoice } from "@k6p/core/engine/prompter";
import { fuzzyMatch } from "./fuzzy-match.ts";
import { stackHost } from "./stack-host.ts";

export interface ProfileMatch {
  readonly choice: ProfileChoice;
  /** Positions in the name that match the query, to highlight. */
  readonly marks: readonly number[];
}

/** Score of a match outside the name: less than any good match in a name. */
const ELSEWHERE = 1;

/**
 * The profiles that match every word of the query: letter by letter in the name, or as a whole in the stack's host, the project, a tag or
 * the description. The best match comes first; equal matches keep their order.
 */
export function matchProfiles(query: string, choices: readonly ProfileChoice[]): readonly ProfileMatch[] {
  const terms = query.split(/\s+/u).filter((term) => term !== "");
  return choices
    .flatMap((choice) => scored(choice, terms) ?? [])
    .toSorted((one, other) => other.score - one.score)
    .map(({ choice, marks }) => ({ choice, marks }));
}

function scored(choice: ProfileChoice, terms: readonly string[]): (ProfileMatch & { score: number }) | undefined {
  let score = 0;
  const marks: number[] = [];
  for (const term of terms) {
    const inName = fuzzyMatch(term, choice.profile.name);
    if (inName === undefined && !isElsewhere(choice, term)) return undefined;
    score += inName?.score ?? ELSEWHERE;
    marks.push(...(inName?.marks ?? []));
  }
  return { choice, marks, score };
}

function isElsewhere({ profile }: ProfileChoice, term: string): boolean {
  const { defaultProjectId, tags, description } = profile;
  const places = [
    stackHost(profile),
    defaultProjectId?.toString(),
    ...tags,
    description,
    profile.protected ? "protected" : undefined,
  ];
  return places.some((place) => place?.toLowerCase().includes(term.toLowerCase()));
}
