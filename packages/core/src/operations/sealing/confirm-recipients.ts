import { requireYes } from "../../engine/confirm.ts";
import type { Recipient } from "../../sealed-tokens/recipient.ts";
import type { Needs, Parts } from "../../engine/engine.ts";
import type { SealedTeam } from "./sealed-team.ts";

export interface RecipientChange {
  readonly recipient: Recipient;
  /** The key that this member had when the user last trusted them. */
  readonly previousKey: string | undefined;
}

/** The recipients that the user has not trusted yet. Their own key needs no trust. */
export function unconfirmedRecipients(
  engine: Parts<"memberKey" | "trustedRecipients">,
  { folder, recipients }: SealedTeam,
): readonly RecipientChange[] {
  const confirmed = engine.trustedRecipients.of(folder);
  const known = new Set([...confirmed.map(({ key }) => key), engine.memberKey.find()?.recipient]);
  return recipients
    .filter(({ key }) => !known.has(key))
    .map((recipient) => ({ recipient, previousKey: confirmed.find(({ name }) => name === recipient.name)?.key }));
}

export interface Confirmation {
  /** Whether the user passed `--yes`. */
  readonly yes: boolean;
  /** The command to repeat with `--yes`. */
  readonly command: string;
}

/**
 * Asks the user to trust new recipients, who will be able to read what is sealed, and resolves to them. Throws `CONFIRMATION_NEEDED` or
 * `CANCELLED`; nothing is sealed then.
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

interface RecipientQuestion {
  readonly changes: readonly RecipientChange[];
  readonly command: string;
  readonly file: string;
  /** Whether the user has never trusted a recipient of this team. */
  readonly isFirst: boolean;
}

async function ask(
  engine: Parts<"ask" | "notify">,
  { changes, command, file, isFirst }: RecipientQuestion,
): Promise<void> {
  const since = isFirst
    ? `You have not sealed for the recipients in ${file} before.`
    : `The recipients in ${file} have changed since you last sealed.`;
  const facts = `${since} The new recipients will be able to read the sealed tokens.`;
  const list = changes.map(({ recipient, previousKey }) => {
    const previous = previousKey === undefined ? "" : ` (the previous key was ${previousKey})`;
    return `${recipient.name}: ${recipient.key}${previous}`;
  });
  const names = changes.map(({ recipient }) => recipient.name).join(", ");
  if (engine.ask !== undefined) engine.notify({ level: "warning", message: facts, remedy: [...list, COMPARE] });
  await requireYes(engine, {
    action: `Sealing for ${names}`,
    facts: engine.ask === undefined ? facts : undefined,
    question: `Seal for ${names}?`,
    command,
    declined: "Nothing was sealed.",
    declinedRemedy: [`Remove the recipients you do not trust from ${file}`],
    remedy: [...list, COMPARE],
    details: { recipients: changes.map(({ recipient }) => recipient), file },
  });
}

const COMPARE = "Compare each key with what that member sees: k6p team join";
