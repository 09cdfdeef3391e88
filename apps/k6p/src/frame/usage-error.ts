import { K6pError } from "@k6p/core/errors/k6p-error";

/** An error about the words of the command line; its remedy is the help. */
export function usageError(message: string, commandId: string | undefined): K6pError {
  const command = commandId === undefined ? "k6p" : `k6p ${commandId}`;
  return new K6pError("USAGE", { message, remedy: [`See: ${command} --help`] });
}

/** A word of the command line for a message. A word that is very long or could be a token is cut. */
export function quoteWord(word: string): string {
  const isSuspect = word.length > 40 || /^gl[a-z]{1,4}_/.test(word) || /^[0-9a-f]{20,}$/i.test(word);
  return isSuspect ? `"${word.slice(0, 4)}…"` : `"${word}"`;
}
