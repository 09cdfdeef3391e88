import { K6pError } from "../../errors/k6p-error.ts";
import type { Recipient } from "../../sealed-tokens/recipient.ts";
import { requireRecipients } from "../../sealed-tokens/seal-for-team.ts";
import { confirmRecipients } from "./confirm-recipients.ts";
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
  /** Where the team file names the recipients. */
  readonly teamFile: string;
  /** What the others can read from now on, and this person cannot. */
  readonly resealed: readonly ResealedToken[];
  /** What could not be sealed anew. */
  readonly left: readonly LeftToken[];
  /** Profiles whose token this person has been able to read: it has to be replaced at Grafana Cloud. */
  readonly toReplace: readonly string[];
}

/**
 * Seals every token of a team for everybody but one person. What that person has read stays read, so it tells which tokens to replace.
 * The team file still names them. Throws `TEAM_*`, `MEMBER_NOT_FOUND`, `RECIPIENTS_INVALID`, `CONFIRMATION_NEEDED`, `CANCELLED` or
 * `STORE_*`.
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
    message: `${file} names no recipient ${JSON.stringify(who.slice(0, 80))}.`,
    remedy: ["See all of them: k6p team member list"],
    details: { file },
  });
}

function warnOfOwnKey({ memberKey, notify }: Parts<"memberKey" | "notify">, { name, key }: Recipient): void {
  if (memberKey.find()?.recipient !== key) return;
  notify({ level: "warning", message: `${name} is you: you will not be able to open the sealed tokens any more.` });
}

async function confirmRemoval(engine: Parts<"ask">, { name }: Recipient, command: string): Promise<void> {
  if (engine.ask === undefined) {
    throw new K6pError("CONFIRMATION_NEEDED", {
      message: `Removing ${name} seals every token anew, and there is no terminal to ask on.`,
      remedy: [`If it is meant: ${command} --yes`],
      details: { member: name },
    });
  }
  if (await engine.ask.confirm(`Seal every token anew, for everybody but ${name}?`, { default: false })) return;
  throw new K6pError("CANCELLED", { message: `${name} was not removed.`, details: { member: name } });
}
