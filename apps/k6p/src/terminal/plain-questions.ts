import type { Choice, ProfileChoice, Prompter } from "@k6p/core/engine/prompter";
import { K6pError } from "@k6p/core/errors/k6p-error";
import { sanitizeText } from "@k6p/core/errors/sanitize-text";
import { Secret } from "@k6p/core/secrets/secret";
import { stackHost } from "../picker/stack-host.ts";
import { readLine } from "./node-line-reader.ts";
import type { Terminal } from "./terminal.ts";

/** Questions line by line, without moving the cursor: for terminals that understand no escape sequences (`TERM=dumb`). */
export function plainQuestions(terminal: Terminal): Prompter {
  const ask = (question: string): Promise<string> => askText(terminal, question);

  async function pick<Value>(message: string, entries: readonly Entry<Value>[]): Promise<Value> {
    const lines = entries.map(({ label }, at) => `${`${at + 1}`.padStart(4)}) ${sanitizeText(label)}\n`);
    terminal.errors.write(`${sanitizeText(message)}\n${lines.join("")}`);
    for (;;) {
      const answer = await ask("Number or name:");
      const entry = entries[Number(answer) - 1] ?? entries.find(({ name }) => name === answer);
      if (entry !== undefined) return entry.value;
      terminal.errors.write(`Type a number from 1 to ${entries.length}, or press Ctrl-C to cancel.\n`);
    }
  }

  return {
    text: (message) => ask(message),
    secret: async (message, { dropRest } = { dropRest: false }) =>
      new Secret(await askText(terminal, message, { hidden: true, staysHidden: dropRest })),
    async confirm(message, options) {
      for (;;) {
        const answer = (await ask(`${message} ${options.default ? "(Y/n)" : "(y/N)"}`)).toLowerCase();
        if (answer === "") return options.default;
        if (["y", "yes", "n", "no"].includes(answer)) return answer.startsWith("y");
      }
    },
    choose: (message, choices) => pick(message, choices.map(choiceEntry)),
    profile: (message, choices) => pick(message, choices.map(profileEntry)),
  };
}

/** Asks for one line. Throws `CANCELLED` if the input ends. */
export async function askText(
  terminal: Terminal,
  question: string,
  { hidden, staysHidden }: { readonly hidden: boolean; readonly staysHidden?: boolean } = { hidden: false },
): Promise<string> {
  const line = await readLine(terminal, {
    question: sanitizeText(question),
    hidden,
    staysHidden: staysHidden === true,
  });
  if (line === undefined) throw new K6pError("CANCELLED", { message: "Canceled. Nothing was changed." });
  return line.trim();
}

interface Entry<Value> {
  readonly value: Value;
  readonly name: string;
  readonly label: string;
}

function choiceEntry({ value, label }: Choice): Entry<string> {
  return { value, name: value, label };
}

function profileEntry({ profile, active }: ProfileChoice): Entry<ProfileChoice["profile"]> {
  const facts = [stackHost(profile), profile.protected ? "protected" : undefined, active ? "active" : undefined];
  const shown = facts.filter((fact) => fact !== undefined).join(", ");
  return { value: profile, name: profile.name, label: shown === "" ? profile.name : `${profile.name} (${shown})` };
}
