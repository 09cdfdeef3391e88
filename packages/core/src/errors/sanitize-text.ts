import { stripVTControlCharacters } from "node:util";

const INVISIBLE = /[\p{Cf}\p{Default_Ignorable_Code_Point}]+/gu;
const BREAKING = /[\s\p{Cc}\p{Zl}\p{Zp}]+/gu;

/**
 * Makes text from outside (a server, a file, a name) safe to show on one line: removes terminal sequences and invisible or
 * direction-changing characters, and cuts text longer than `maxLength` characters with an ellipsis.
 */
export function sanitizeText(text: string, maxLength = 300): string {
  const visible = stripVTControlCharacters(text.toWellFormed()).replace(INVISIBLE, "").replace(BREAKING, " ").trim();
  const characters = Array.from(visible);
  return characters.length <= maxLength ? visible : `${characters.slice(0, maxLength - 1).join("")}…`;
}
