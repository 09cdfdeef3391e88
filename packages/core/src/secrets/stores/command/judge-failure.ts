import { sanitizeText } from "../../../errors/sanitize-text.ts";
import type { CapturedOutput } from "../../../host/host.ts";
import { commandLine } from "../../describe-reference.ts";
import type { CommandReference } from "../../external-reference.ts";
import { findRecipe } from "../../recipes/recipe-command.ts";
import type { ReadResult } from "../../secret-store.ts";

/** What programs print when they must be unlocked or signed in to. */
const LOCKED =
  /\b(un)?lock(ed)?\b|\bsign(ed)?[ -]?in\b|\blog(ged)?[ -]?in\b|authenticat|unauthori[sz]ed|credentials|expired|passphrase|pinentry|no secret key|permission denied|\bsealed\b/i;
const LONGEST_QUOTE = 300;
/** A shorter line of the output is no token, and taking it out of the message would make it unreadable. */
const SHORTEST_TOKEN = 8;

/** What a non-zero exit code means. Only a recipe knows what its program prints when there is no such secret. */
export function judgeFailure(reference: CommandReference, { exitCode, stdout, stderr }: CapturedOutput): ReadResult {
  const recipe = reference.recipe === undefined ? undefined : findRecipe(reference.recipe);
  if (exitCode !== undefined && recipe?.absent.test(stderr) === true) return { kind: "absent" };
  const end = exitCode === undefined ? "was ended by a signal" : `ended with exit code ${exitCode}`;
  const message = sanitizeText(withoutOutput(stderr, stdout), LONGEST_QUOTE);
  return {
    kind: LOCKED.test(stderr) ? "locked" : "unavailable",
    reason: message === "" ? `It ${end} and printed no error.` : `It ${end} and printed: ${message}`,
    remedy: [`Unlock it or sign in until this command works: ${commandLine(reference)} > /dev/null`],
  };
}

/** A program that fails late may have named the token in its complaint. */
function withoutOutput(stderr: string, stdout: string): string {
  const lines = stdout.split(/[\r\n]+/u).map((line) => line.trim());
  return lines
    .filter((line) => line.length >= SHORTEST_TOKEN)
    .reduce((text, line) => text.replaceAll(line, "[secret]"), stderr);
}
