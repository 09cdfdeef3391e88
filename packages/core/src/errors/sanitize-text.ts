import { stripVTControlCharacters } from "node:util";

const INVISIBLE = /[\p{Cf}\p{Default_Ignorable_Code_Point}]+/gu;
const BREAKING = /[\s\p{Cc}\p{Zl}\p{Zp}]+/gu;

/**
 * A text from outside (a server, a file, a name) made fit to be shown on one line: terminal sequences, invisible and
 * direction-changing characters are gone, and what is longer than `maxLength` characters is cut with an ellipsis.
 */
export function sanitizeText(text: string, maxLength = 300): string {
  const visible = stripVTControlCharacters(text.toWellFormed()).replace(INVISIBLE, "").replace(BREAKING, " ").trim();
  const characters = Array.from(visible);
  return characters.length <= maxLength ? visible : `${characters.slice(0, maxLength - 1).join("")}…`;
}
