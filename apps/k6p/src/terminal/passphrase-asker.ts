import { K6pError } from "@k6p/core/errors/k6p-error";
import { sanitizeText } from "@k6p/core/errors/sanitize-text";
import { Secret } from "@k6p/core/secrets/secret";
import { isAutomated } from "./terminal-prompter.ts";
import type { OpenKeys, Terminal } from "./terminal.ts";

/**
 * Asks for a passphrase at the terminal while standard input is a pipe or a file, such as the script of `k6 run -`. Undefined in CI and
 * where there is no terminal. Also undefined if standard input is empty on purpose (`</dev/null`), as it is for shell hooks.
 */
export function passphraseAsker(terminal: Terminal): ((question: string) => Promise<Secret>) | undefined {
  if (isAutomated(terminal.env) || !terminal.inputIsData || !terminal.errorsAreTerminal) return undefined;
  return async (question) => {
    const keys = terminal.openKeys();
    if (keys === undefined) {
      throw new K6pError("USAGE", {
        message: "Cannot ask for the passphrase: standard input is not a terminal, and /dev/tty cannot be opened.",
        remedy: ["Run the command in a terminal."],
      });
    }
    try {
      return await askAt(terminal, keys, question);
    } finally {
      keys.close();
    }
  };
}

async function askAt({ env, errors }: Terminal, { input }: OpenKeys, question: string): Promise<Secret> {
  if (env["TERM"] !== "dumb") return (await import("./terminal-questions.ts")).askSecret({ input, errors }, question);
  const { readLine } = await import("./node-line-reader.ts");
  const line = await readLine({ input, errors }, { question: sanitizeText(question), hidden: true });
  if (line === undefined) throw new K6pError("CANCELLED", { message: "Canceled. Nothing was changed." });
  return new Secret(line.trim());
}
