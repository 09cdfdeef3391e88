import { K6pError } from "../../errors/k6p-error.ts";
import type { Recipient } from "../../sealed-tokens/recipient.ts";
import type { Needs, Parts } from "../../engine/engine.ts";
import type { SealedTeam } from "./sealed-team.ts";

export interface RecipientChange {
  readonly recipient: Recipient;
  /** The key that this member had when the person last agreed. */
  readonly formerKey: string | undefined;
}

/** The recipients that this person has not agreed to yet. Their own key needs no agreement. */
export function unconfirmedRecipients(
  engine: Parts<"memberKey" | "trustedRecipients">,
  { folder, recipients }: SealedTeam,
): readonly RecipientChange[] {
  const confirmed = engine.trustedRecipients.of(folder);
  const known = new Set([...confirmed.map(({ key }) => key), engine.memberKey.find()?.recipient]);
  return recipients
    .filter(({ key }) => !known.has(key))
    .map((recipient) => ({ recipient, formerKey: confirmed.find(({ name }) => name === recipient.name)?.key }));
}

export interface Confirmation {
  /** The person has said yes on the command line. */
  readonly yes: boolean;
  /** The command to give with `--yes`. */
  readonly command: string;
}

/**
 * Lets the person agree to everybody who is new among the recipients, since from then on they can read what is sealed. Resolves to those.
 * Throws `CONFIRMATION_NEEDED` or `CANCELLED`; nothing has been sealed by then.
 */
export async function confirmRecipients(
  engine: Parts<"trustedRecipients"> & Needs<typeof ask | typeof unconfirmedRecipients>,
  team: SealedTeam,
  { yes, command }: Confirmation,
): Promise<readonly RecipientChange[]> {
  const changes = unconfirmedRecipients(engine, team);
  const isFirst = engine.trustedRecipients.of(team.folder).length === 0;
  if (changes.length > 0 && !yes) await ask(engine, { changes, command, file: team.file, isFirst });
  await engine.trustedRecipients.remember(team.folder, team.recipients);
  return changes;
}

interface Question {
  readonly changes: readonly RecipientChange[];
  readonly command: string;
  readonly file: string;
  /** Whether the person has never agreed to anybody of this team. */
  readonly isFirst: boolean;
}

async function ask(engine: Parts<"ask" | "notify">, { changes, command, file, isFirst }: Question): Promise<void> {
  const since = isFirst
    ? `You have not sealed for the recipients in ${file} before`
    : `Since you last sealed, ${file} has other recipients`;
  const message = `${since}. From now on they could read what is sealed`;
  const list = changes.map(({ recipient, formerKey }) => {
    const former = formerKey === undefined ? "" : `, another key than before (${formerKey})`;
    return `${recipient.name}: ${recipient.key}${former}`;
  });
  if (engine.ask === undefined) {
    throw new K6pError("CONFIRMATION_NEEDED", {
      message: `${message}; there is no terminal to ask on whether they may. Nothing was sealed.`,
      remedy: [...list, COMPARE, `If they may: ${command} --yes`],
      details: { recipients: changes.map(({ recipient }) => recipient), file },
    });
  }
  engine.notify({ level: "warning", message: `${message}:`, remedy: [...list, COMPARE] });
  const names = changes.map(({ recipient }) => recipient.name).join(", ");
  if (await engine.ask.confirm(`Seal for ${names}?`, { default: false })) return;
  throw new K6pError("CANCELLED", {
    message: `Nothing was sealed: ${names} may not read it.`,
    remedy: [`Take them out of the recipients in ${file}.`],
    details: { file },
  });
}

const COMPARE = "Compare each key with the one that its owner sees: k6p team join";
