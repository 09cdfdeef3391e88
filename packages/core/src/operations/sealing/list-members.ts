import type { Recipient } from "../../sealed-tokens/recipient.ts";
import { unconfirmedRecipients } from "./confirm-recipients.ts";
import type { Needs, Parts } from "../../engine/engine.ts";
import { sealedTeamHere } from "./sealed-team.ts";

export interface Member extends Recipient {
  readonly isYou: boolean;
  /** Whether the user trusts this key for sealing. */
  readonly isConfirmed: boolean;
}

export interface Members {
  /** The place in the team file that names them. */
  readonly file: string;
  readonly members: readonly Member[];
}

/** All members that the team's tokens are sealed for. Throws `TEAM_*`. */
export async function listMembers(
  engine: Parts<"memberKey"> & Needs<typeof sealedTeamHere | typeof unconfirmedRecipients>,
): Promise<Members> {
  const team = await sealedTeamHere(engine);
  const own = engine.memberKey.find()?.recipient;
  const unconfirmed = new Set(unconfirmedRecipients(engine, team).map(({ recipient }) => recipient.key));
  const members = team.recipients.map(({ name, key }) => ({
    name,
    key,
    isYou: key === own,
    isConfirmed: !unconfirmed.has(key),
  }));
  return { file: team.file, members };
}
