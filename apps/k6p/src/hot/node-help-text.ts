import { closeSync, fstatSync, openSync, readSync, writeSync } from "node:fs";
import { join } from "node:path";
import { isTerminal } from "../terminal/node-is-terminal.ts";

type Kind = "txt" | "ansi";

/** Put in by the build: first byte and length of the help of commands and topics in `help.KIND`, by the words that name these. */
declare const K6P_HELP_TEXTS: Readonly<Record<string, Readonly<Record<Kind, readonly [number, number]>>>>;

const OUTPUT = 1;
const MOST_WORDS = 3;
/** Columns that the help takes where there are as many or more. */
const WIDEST = 100;
/** What decides about colours, or about how the help is made. */
const DECIDING = ["NO_COLOR", "FORCE_COLOR", "CLICOLOR", "CLICOLOR_FORCE", "CI", "K6P_FRAME"];

/**
 * Prints the help that was written when k6p was built. False, and nothing is printed, where these words do not plainly ask for help, or the
 * output is not plainly a file, a pipe, or a wide terminal with colours.
 */
export function printHelpText(words: readonly string[]): boolean {
  const places = helpPlaces(words);
  const kind = places === undefined ? undefined : outputKind();
  if (places === undefined || kind === undefined) return false;
  try {
    const text = readText(kind, places[kind]);
    // A pipe that is full is left to the program that can wait.
    if (text.length > 4096 && fstatSync(OUTPUT).isFIFO()) return false;
    return writeSync(OUTPUT, text) === text.length;
  } catch {
    return false;
  }
}

function readText(kind: Kind, [start, length]: readonly [number, number]): Uint8Array {
  const file = openSync(join(__dirname, `help.${kind}`), "r");
  try {
    const text = Buffer.alloc(length);
    if (readSync(file, text, 0, length, start) !== length) throw new Error("the file of the help is too short");
    return text;
  } finally {
    closeSync(file);
  }
}

function helpPlaces(words: readonly string[]): Readonly<Record<Kind, readonly [number, number]>> | undefined {
  const before = words.includes("--") ? words.slice(0, words.indexOf("--")) : words;
  const isHelpCommand = words[0] === "help";
  if (!isHelpCommand && !before.includes("--help") && !before.includes("-h")) return undefined;
  const rest = isHelpCommand ? words.slice(1) : words;
  // Another flag has a meaning, or is a mistake.
  if (before.some((word) => word.startsWith("-") && word !== "--help" && word !== "-h")) return undefined;
  const end = rest.findIndex((word) => word.startsWith("-"));
  const subject = end === -1 ? rest : rest.slice(0, end);
  // More words could be a mistake.
  if (subject.length > MOST_WORDS) return undefined;
  const name = subject.join(" ");
  return Object.hasOwn(K6P_HELP_TEXTS, name) ? K6P_HELP_TEXTS[name] : undefined;
}

function outputKind(): Kind | undefined {
  const { env } = process;
  if (DECIDING.some((name) => env[name] !== undefined)) return undefined;
  if (!isTerminal(OUTPUT)) return "txt";
  return env["TERM"] && env["TERM"] !== "dumb" && process.stdout.columns >= WIDEST ? "ansi" : undefined;
}
