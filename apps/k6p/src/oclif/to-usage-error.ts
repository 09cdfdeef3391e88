import { K6pError } from "@k6p/core/errors/k6p-error";
import { quotedPath } from "@k6p/core/host/posix-quote";
import { nearestName } from "@k6p/core/profiles/nearest-name";
import { DEFAULT_COMMAND } from "../frame/commands.ts";
import { GLOBAL_FLAG_NAMES } from "../frame/global-flags.ts";
import type { LoadedCommand } from "../frame/load-commands.ts";
import { parameterName } from "../frame/parameters.ts";
import { quoteWord, usageError } from "../frame/usage-error.ts";

interface Call extends Omit<LoadedCommand, "entry"> {
  /** The words after those of the command. */
  readonly words: readonly string[];
}

/** The errors of oclif's parser, in k6p's words; an error that is not about the words is returned as it is. */
export function toUsageError(error: unknown, call: Call): unknown {
  if (!(error instanceof Error)) return error;
  const isUnexpected =
    ("flags" in error && Array.isArray(error.flags)) || ("args" in error && Array.isArray(error.args));
  if (isUnexpected && lacksDashes(call)) return dashesMissing(call);
  if ("flags" in error && Array.isArray(error.flags)) return unknownFlag(error.flags.map(String), call);
  if ("args" in error && Array.isArray(error.args)) {
    const words = error.args.map((word) => quoteWord(String(word)));
    return usageError(
      `${words.length === 1 ? "Unexpected argument" : "Unexpected arguments"}: ${words.join(", ")}.`,
      call.id,
    );
  }
  if (!("oclif" in error)) return error;
  return usageError(`${error.message.split("\n", 1)[0]}.`, call.id);
}

/** Whether the command takes another command after `--`, which is missing although several words are there. */
function lacksDashes({ definition, words }: Call): boolean {
  const takesCommand = Object.values(definition.args).some(({ kind }) => kind === "afterDashes");
  return takesCommand && !words.includes("--") && words.filter((word) => !word.startsWith("-")).length > 1;
}

function dashesMissing({ id, words }: Call): K6pError {
  const at = words[0] === "k6" ? 0 : words.findIndex((word) => !word.startsWith("-")) + 1;
  const line = [...words.slice(0, at), "--", ...words.slice(at)].map((word) =>
    word === "--" ? word : quotedPath(word),
  );
  const isShown = words.every((word) => quoteWord(word) === `"${word}"`);
  return new K6pError("USAGE", {
    message: "Put -- before the command to run.",
    remedy: [isShown ? `k6p ${id} ${line.join(" ")}` : `k6p ${id} NAME -- COMMAND`],
  });
}

/** A value after `=` is not shown: it could be a secret. */
function unknownFlag(words: readonly string[], { id, definition, words: typed }: Call): K6pError {
  const isRoot = id === DEFAULT_COMMAND && typed[0] === words[0];
  const names = [
    ...Object.entries(definition.flags).flatMap(([key, flag]) =>
      flag.kind === "refused" || flag.hidden ? [] : [parameterName(key)],
    ),
    ...(definition.json === false ? [] : ["json"]),
    ...GLOBAL_FLAG_NAMES,
    ...(isRoot ? ["version"] : []),
  ];
  const word = words[0]?.split("=", 1)[0] ?? "";
  const nearest = word.startsWith("--") ? nearestName(word.slice(2), names) : undefined;
  const hint = nearest === undefined ? "" : ` Did you mean --${nearest}?`;
  return usageError(`Unknown flag ${quoteWord(word)}.${hint}`, isRoot ? undefined : id);
}
