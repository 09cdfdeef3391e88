import confirm from "@inquirer/confirm";
import password from "@inquirer/password";
import select from "@inquirer/select";
import { K6pError } from "@k6p/core/errors/k6p-error";
import { sanitizeText } from "@k6p/core/errors/sanitize-text";
import type { Choice } from "@k6p/core/engine/prompter";
import { Secret } from "@k6p/core/secrets/secret";
import type { Terminal } from "./terminal.ts";

type Streams = Pick<Terminal, "input" | "errors">;

export async function askSecret(terminal: Streams, message: string): Promise<Secret> {
  return new Secret(await answered(password({ message: sanitizeText(message) }, streams(terminal))));
}

export function askYesOrNo(terminal: Terminal, question: { message: string; default: boolean }): Promise<boolean> {
  return answered(confirm({ ...question, message: sanitizeText(question.message) }, streams(terminal)));
}

export function askChoice(
  terminal: Terminal,
  question: { readonly message: string; readonly choices: readonly Choice[] },
): Promise<string> {
  const choices = question.choices.map(({ value, label }) => ({ value, name: sanitizeText(label) }));
  return answered(select({ message: sanitizeText(question.message), choices }, streams(terminal)));
}

/** Questions go to standard error; standard output is for data. */
function streams({ input, errors }: Streams): { input: NodeJS.ReadableStream; output: NodeJS.WritableStream } {
  return { input, output: errors };
}

async function answered<Answer>(question: Promise<Answer>): Promise<Answer> {
  try {
    return await question;
  } catch (error) {
    if (!(error instanceof Error) || error.name !== "ExitPromptError") throw error;
    throw new K6pError("CANCELLED", { message: "Canceled. Nothing was changed." });
  }
}
