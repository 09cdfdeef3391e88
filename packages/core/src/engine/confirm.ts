import { K6pError } from "../errors/k6p-error.ts";
import type { Engine } from "./engine.ts";

export interface ConfirmRequest {
  /** What needs confirmation, as the start of a sentence: `Removing profile prod`. */
  readonly action: string;
  /** What the user should know before they answer, in whole sentences. */
  readonly facts?: string | undefined;
  readonly question: string;
  /** The command that the user typed, without `--yes`. */
  readonly command: string;
  /** What did not happen, for a no. */
  readonly declined: string;
  readonly declinedRemedy?: readonly string[];
  /** What to look at before saying yes, one line each. */
  readonly remedy?: readonly string[];
  readonly details?: Readonly<Record<string, unknown>>;
}

/**
 * Asks the user to confirm, with no as the default. Throws `CONFIRMATION_NEEDED` without a terminal and `CANCELLED` for a no.
 */
export async function requireYes({ ask }: Pick<Engine, "ask">, request: ConfirmRequest): Promise<void> {
  const { action, facts, question, command, declined, declinedRemedy = [], remedy = [], details = {} } = request;
  if (ask === undefined) {
    const message = `${action} needs confirmation, and this is not a terminal.`;
    throw new K6pError("CONFIRMATION_NEEDED", {
      message: facts === undefined ? message : `${message} ${facts}`,
      remedy: [...remedy, `To confirm: ${command} --yes`],
      details,
    });
  }
  if (await ask.confirm(facts === undefined ? question : `${facts} ${question}`, { default: false })) return;
  throw new K6pError("CANCELLED", { message: declined, remedy: declinedRemedy, details });
}
