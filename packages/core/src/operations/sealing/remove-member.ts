import { K6pError } from "../../errors/k6p-error.ts";
import type { Recipient } from "../../sealed-tokens/recipient.ts";
import { requireRecipients } from "../../sealed-tokens/seal-for-team.ts";
import { confirmRecipients } from "./confirm-recipients.ts";
import { requireYes } from "../../engine/confirm.ts";
import type { Needs, Parts } from "../../engine/engine.ts";
import { type LeftToken, type ResealedToken, resealTokens } from "./reseal-tokens.ts";
import { type SealedTeam, trustedTeamHere } from "./sealed-team.ts";

export interface RemoveMemberRequest {
  /** Name or public key. */
  readonly who: string;
  /** Do not ask. */
  readonly yes: boolean;
}

export interface RemovedMember {
  readonly member: Recipient;
  /** The place in the team file that names the recipients. */
  readonly teamFile: string;
  /** The tokens that the remaining members can read and the removed member cannot. */
  readonly resealed: readonly ResealedToken[];
  /** The tokens that could not be sealed again. */
  readonly left: readonly LeftToken[];
  /** Profiles whose token the removed member could read: replace these tokens in Grafana Cloud. */
  readonly toReplace: readonly string[];
}

/**
 * Seals every token of a team again for all members except one. The removed member may have copies, so the result lists the tokens to
 * replace. Does not change the team file. Throws `TEAM_*`, `MEMBER_NOT_FOUND`, `RECIPIENTS_INVALID`, `CONFIRMATION_NEEDED`, `CANCELLED`
 * or `STORE_*`.
 */
export async function removeMember(
  engine: Parts<"profiles"> & Needs<typeof resealTokens | typeof confirmRecipients | typeof trustedTeamHere>,
  { who, yes }: RemoveMemberRequest,
): Promise<RemovedMember> {
  const team = await trustedTeamHere(engine);
  const member = findMember(team, who);
  const remaining = { ...team, recipients: team.recipients.filter(({ key }) => key !== member.key) };
  requireRecipients(remaining.recipients, team.file);
  const command = `k6p team member remove ${who}`;
  warnOfOwnKey(engine, member);
  if (!yes) await confirmRemoval(engine, member, command);
  await confirmRecipients(engine, remaining, { yes, command });
  const { resealed, left } = await resealTokens(engine, remaining);
  const read = resealed.filter(({ content }) => content.recipients.some(({ key }) => key === member.key));
  return {
    member,
    teamFile: team.file,
    resealed,
    left,
    toReplace: [...read, ...left].map(({ profile }) => engine.profiles.nameOfTeams(profile)).toSorted(),
  };
}

function findMember({ recipients, file }: SealedTeam, who: string): Recipient {
  const found = recipients.find(({ name, key }) => name === who || key === who);
  if (found !== undefined) return found;
  throw new K6pError("MEMBER_NOT_FOUND", {
    message: `${file} does not list a member ${JSON.stringify(who.slice(0, 80))}.`,
    remedy: ["List all members: k6p team member list"],
    details: { file },
  });
}

function warnOfOwnKey({ memberKey, notify }: Parts<"memberKey" | "notify">, { name, key }: Recipient): void {
  if (memberKey.find()?.recipient !== key) return;
  notify({ level: "warning", message: `${name} is you: you will no longer be able to open the sealed tokens.` });
}

async function confirmRemoval(engine: Parts<"ask">, { name }: Recipient, command: string): Promise<void> {
  await requireYes(engine, {
    action: `Removing ${name} and sealing every token again`,
    question: `Seal every token again for all members except ${name}?`,
    command,
    declined: `${name} was not removed.`,
    details: { member: name },
  });
}
