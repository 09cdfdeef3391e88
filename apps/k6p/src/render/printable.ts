import { stripVTControlCharacters } from "node:util";

const FORMATTING = /\p{Cf}+/gu;
/** All control characters but tab and newline. */
const CONTROL = /[^\P{Cc}\n\t]+|[\u2028\u2029]+/gu;

/**
 * The same data with every text made safe for a terminal: without escape sequences, control and direction-changing characters. Line ends
 * and spaces are kept. Objects of classes (dates, secrets) are not changed.
 */
export function printable(value: unknown): unknown {
  if (typeof value === "string") return cleanText(value);
  if (Array.isArray(value)) return value.map(printable);
  if (typeof value !== "object" || value === null) return value;
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, entry]) => [cleanText(key), printable(entry)]));
}

function cleanText(text: string): string {
  return stripVTControlCharacters(text.toWellFormed()).replace(FORMATTING, "").replace(CONTROL, " ");
}
