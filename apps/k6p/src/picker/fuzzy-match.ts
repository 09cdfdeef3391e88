export interface FuzzyMatch {
  readonly score: number;
  /** Positions in the text of the letters of the term, in order. */
  readonly marks: readonly number[];
}

const LETTER = 1;
const AT_START = 8;
const AT_WORD = 6;
const AFTER_LETTER = 8;

/**
 * The best way to find the letters of a term in a text, in order but not necessarily adjacent; undefined if there is none. Letters at the
 * start of the text, at the start of a word and next to each other score higher. Case does not matter.
 */
export function fuzzyMatch(term: string, text: string): FuzzyMatch | undefined {
  const letters = Array.from(term.toLowerCase());
  const places = Array.from(text.toLowerCase());
  if (letters.length === 0) return { score: 0, marks: [] };
  let previous: readonly (FuzzyMatch | undefined)[] = [];
  for (const [index, letter] of letters.entries()) {
    let bestBefore: FuzzyMatch | undefined;
    const current = places.map((place, at): FuzzyMatch | undefined => {
      const before = better(bestBefore, extended(previous[at - 1], AFTER_LETTER));
      bestBefore = better(bestBefore, previous[at - 1]);
      if (place !== letter) return undefined;
      const base = index === 0 ? { score: 0, marks: [] } : better(before, bestBefore);
      return base === undefined
        ? undefined
        : { score: base.score + LETTER + bonusOf(places, at), marks: [...base.marks, at] };
    });
    previous = current;
  }
  return previous.reduce<FuzzyMatch | undefined>(better, undefined);
}

function better(one: FuzzyMatch | undefined, other: FuzzyMatch | undefined): FuzzyMatch | undefined {
  if (one === undefined || other === undefined) return one ?? other;
  return other.score > one.score ? other : one;
}

function extended(match: FuzzyMatch | undefined, bonus: number): FuzzyMatch | undefined {
  return match === undefined ? undefined : { ...match, score: match.score + bonus };
}

function bonusOf(places: readonly string[], at: number): number {
  if (at === 0) return AT_START;
  return /[a-z0-9]/.test(places[at - 1] ?? "") ? 0 : AT_WORD;
}
