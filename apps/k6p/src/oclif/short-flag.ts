import type { AlphabetLowercase, AlphabetUppercase } from "@oclif/core/interfaces";

type Letter = AlphabetLowercase | AlphabetUppercase;

/** oclif's property for the one-letter form of a flag; empty when there is none. */
export function shortFlag({ short }: { readonly short?: string }): { readonly char?: Letter } {
  return short !== undefined && isLetter(short) ? { char: short } : {};
}

function isLetter(text: string): text is Letter {
  return /^[A-Za-z]$/.test(text);
}
