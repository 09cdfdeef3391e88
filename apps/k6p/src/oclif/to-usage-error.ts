import type { K6pError } from "@k6p/core/errors/k6p-error";
import { nearestName } from "@k6p/core/profiles/nearest-name";
import type { LoadedCommand } from "../frame/load-commands.ts";
import { parameterName } from "../frame/parameters.ts";
import { quoteWord, usageError } from "../frame/usage-error.ts";

/** What oclif's parser complains about, in k6p's words; anything that is no complaint about the words is passed on. */
export function toUsageError(error: unknown, { id, definition }: Omit<LoadedCommand, "entry">): unknown {
  if (!(error instanceof Error)) return error;
  if ("flags" in error && Array.isArray(error.flags)) return unknownFlag(error.flags.map(String), { id, definition });
  if ("args" in error && Array.isArray(error.args)) {
    const words = error.args.map((word) => quoteWord(String(word)));
    return usageError(`Too many words: ${words.join(", ")}.`, id);
  }
  if (!("oclif" in error)) return error;
  return usageError(`${error.message.split("\n", 1)[0]}.`, id);
}

/** A value that was put behind `=` is not shown: it could be a secret. */
function unknownFlag(words: readonly string[], { id, definition }: Omit<LoadedCommand, "entry">): K6pError {
  const names = [
    ...Object.keys(definition.flags).map(parameterName),
    ...(definition.json === false ? [] : ["json"]),
    "help",
  ];
  const word = words[0]?.split("=", 1)[0] ?? "";
  const nearest = word.startsWith("--") ? nearestName(word.slice(2), names) : undefined;
  const hint = nearest === undefined ? "" : ` Did you mean --${nearest}?`;
  return usageError(`There is no flag ${quoteWord(word)}.${hint}`, id);
}
