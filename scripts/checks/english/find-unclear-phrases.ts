/**
 * Phrases that a reader has to decode, each with what to write instead. docs/writing.md explains them; add a row when a review finds
 * another kind.
 */
const phrases: readonly { readonly pattern: RegExp; readonly instead: string }[] = [
  { pattern: /\bis none (?:that|of)\b|\bnone (?:that|which) you\b/i, instead: "“is not …” or “you have not …”" },
  { pattern: /\b(?:is|are|was|were) no (?:JSON|YAML|sealed)\b/i, instead: "“is not …”" },
  {
    pattern: /\bcannot be told\b|\bwould be told\b|\b(?:is|are) told (?:by|of|when|with)\b/i,
    instead: "print, report or warn",
  },
  { pattern: /\bformer(?:ly)?\b/i, instead: "“previous”" },
  { pattern: /\banew\b/i, instead: "“again”" },
  { pattern: /\bbeside\b/i, instead: "“next to”" },
  {
    pattern: /\bof theirs\b|\bof (?:k6p|the user|the person)'s(?=[.,;:)\s]*$|[.,;:)]| (?:that|is|are|own)\b)/i,
    instead: "“your …” or “k6p's …”",
  },
  { pattern: /\bwhoever\b/i, instead: "“anyone who …” or name the actor" },
  { pattern: /\bthe person\b/i, instead: "“you”, or “the user” in comments" },
  {
    pattern: /\bas things are\b|\ball the same\b|\bfrom now on\b|\bfor a default\b(?! project)/i,
    instead: "nothing, or one plain word",
  },
  { pattern: /, too\b(?! \w)/i, instead: "“also” in front of the verb" },
  {
    pattern: /\b(?:is|are|has|have) to be (?:asked|named|moved|sealed|read|written|said|used|given|made)\b/i,
    instead: "who does it: “you …”, “k6p …”",
  },
  { pattern: /\bthe house\b|\bat home\b/i, instead: "“the code”, or what is meant" },
];

export interface UnclearPhrase {
  /** From 1. */
  readonly line: number;
  readonly reason: string;
}

/** The places in a text that use a phrase of the list. A line that ends in `plain-english: allow` may quote one. */
export function findUnclearPhrases(text: string): UnclearPhrase[] {
  return text.split("\n").flatMap((content, index) => {
    if (/plain-english: allow\W*$/.test(content)) return [];
    return phrases.flatMap(({ pattern, instead }) => {
      const match = pattern.exec(content);
      return match === null ? [] : [{ line: index + 1, reason: `says “${match[0].trim()}”: write ${instead}` }];
    });
  });
}
