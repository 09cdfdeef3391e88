import confirm from "@inquirer/confirm";
import password from "@inquirer/password";
import select from "@inquirer/select";
import { K6pError } from "@k6p/core/errors/k6p-error";
import { sanitizeText } from "@k6p/core/errors/sanitize-text";
import type { Choice } from "@k6p/core/operations/prompter";
import { Secret } from "@k6p/core/secrets/secret";

/** Questions go to standard error: standard output belongs to the data. */
const streams = { output: process.stderr };

export async function askSecret(message: string): Promise<Secret> {
  return new Secret(await answered(password({ message: sanitizeText(message) }, streams)));
}

export function askYesOrNo(message: string, options: { readonly default: boolean }): Promise<boolean> {
  return answered(confirm({ message: sanitizeText(message), default: options.default }, streams));
}

export function askChoice(message: string, choices: readonly Choice[]): Promise<string> {
  const shown = choices.map(({ value, label }) => ({ value, name: sanitizeText(label) }));
  return answered(select({ message: sanitizeText(message), choices: shown }, streams));
}

async function answered<Answer>(question: Promise<Answer>): Promise<Answer> {
  try {
    return await question;
  } catch (error) {
    if (!(error instanceof Error) || error.name !== "ExitPromptError") throw error;
    throw new K6pError("CANCELLED", { message: "Cancelled; nothing was changed." });
  }
}
