import { parse } from "@oclif/core/parser";
import type { LoadedCommand } from "../frame/load-commands.ts";
import { parameterName } from "../frame/parameters.ts";
import type { RawInput } from "../frame/read-input.ts";
import { splitAtDashes } from "../frame/split-at-dashes.ts";
import { parserArgs, parserFlags } from "./parser-spec.ts";
import { toUsageError } from "./to-usage-error.ts";

export interface SortedWords {
  readonly raw: RawInput;
  readonly json: boolean;
}

/** Sorts the words of a command line with oclif's parser; what they must be is checked elsewhere. Throws `USAGE`. */
export async function sortWords(
  { id, definition }: Omit<LoadedCommand, "entry">,
  words: readonly string[],
): Promise<SortedWords> {
  const { before, after } = splitAtDashes(definition, words);
  try {
    const spec = { args: parserArgs(definition), flags: parserFlags(definition), strict: true };
    const { args, flags } = await parse([...before], spec);
    const byKey = Object.keys(definition.flags).map((key) => [key, flags[parameterName(key)]] as const);
    return {
      raw: { args: rawValues(Object.entries(args)), flags: rawValues(byKey), afterDashes: after },
      json: flags["json"] === true,
    };
  } catch (error) {
    throw toUsageError(error, { id, definition, words });
  }
}

function rawValues(sorted: readonly (readonly [string, unknown])[]): RawInput["args"] {
  return Object.fromEntries(sorted.map(([key, value]) => [key, rawValue(value)]));
}

function rawValue(value: unknown): RawInput["args"][string] {
  if (Array.isArray(value)) return value.map(String);
  return typeof value === "string" || typeof value === "boolean" ? value : undefined;
}
