import { writeSync } from "node:fs";
import { join } from "node:path";
import { VERSION } from "../version.ts";
import { printHelpText } from "./node-help-text.ts";
import { runWithCodeCache } from "./node-code-cache.ts";

/** Put in by the build: the programs of hot commands, by the words that name them. */
declare const K6P_HOT_PROGRAMS: Readonly<Record<string, string>>;

const WHOLE_PROGRAM = "whole.cjs";
/** `completion candidates` */
const MOST_WORDS = 2;

start(process.argv.slice(2));

/** Loads the program of the command that is named, else the one with every command. Small, because everything waits for it. */
function start(words: readonly string[]): void {
  const program = hotProgram(words);
  if (program !== undefined) runWithCodeCache(join(__dirname, program), require);
  else if (!printHelpText(words) && !(isVersion(words) && printVersion())) require(`./${WHOLE_PROGRAM}`);
}

function hotProgram(words: readonly string[]): string | undefined {
  if (words.some((word) => word === "--help" || word === "-h")) return undefined;
  const first = words[0] ?? "";
  if (first === "" || first.startsWith("-")) return isVersion(words) ? undefined : K6P_HOT_PROGRAMS[""];
  for (let count = MOST_WORDS; count > 0; count--) {
    const name = words.slice(0, count).join(" ");
    if (Object.hasOwn(K6P_HOT_PROGRAMS, name)) return K6P_HOT_PROGRAMS[name];
  }
  return undefined;
}

function isVersion([first]: readonly string[]): boolean {
  return first === "--version" || first === "-v";
}

/** False when it could not be written at once. */
function printVersion(): boolean {
  const text = `k6p ${VERSION}\n`;
  try {
    return writeSync(1, text) === text.length;
  } catch {
    return false;
  }
}
