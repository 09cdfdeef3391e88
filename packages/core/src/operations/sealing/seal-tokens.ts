import { destinationDifferences, destinationOf, HOST_VARIABLES } from "../../credentials/destination.ts";
import { withoutTokenVariables } from "../../credentials/token-variable.ts";
import { K6pError } from "../../errors/k6p-error.ts";
import type { Profile } from "../../profiles/profile.ts";
import type { Recipient } from "../../sealed-tokens/recipient.ts";
import { requireRecipients } from "../../sealed-tokens/seal-for-team.ts";
import type { TeamProfile } from "../../team-config/team-config.ts";
import { placeText } from "../../team-config/team-fault.ts";
import { confirmRecipients, type RecipientChange } from "./confirm-recipients.ts";
import type { Needs, Parts } from "../../engine/engine.ts";
import { type Credentials, obtainCredentials } from "../tokens/obtain-credentials.ts";
import { writeSealedToken } from "./write-sealed-token.ts";
import { type LeftToken, type ResealedToken, resealTokens } from "./reseal-tokens.ts";
import { type SealedTeam, teamProfile, trustedTeamHere } from "./sealed-team.ts";

export interface SealRequest {
  /** The team's profile whose token is to be sealed. */
  readonly name?: string | undefined;
  /** Seal what is sealed already anew, for the present recipients. */
  readonly all: boolean;
  /** Agree to new recipients without a question. */
  readonly yes: boolean;
}

export interface SealedTokens {
  readonly sealed: readonly { readonly profile: string; readonly file: string }[];
  /** Files that stay as they are. */
  readonly left: readonly LeftToken[];
  readonly recipients: readonly Recipient[];
  readonly newRecipients: readonly RecipientChange[];
}

/**
 * Encrypts the token that this person has for a team's profile to all recipients, into the profile's file beside the team file; or all
 * that is there anew. Throws `TEAM_*`, `RECIPIENTS_INVALID`, `CONFIRMATION_NEEDED`, `CANCELLED`, and what reading tokens and keys throws.
 */
export async function sealTokens(
  engine: Needs<typeof sealOne>,
  { name, all, yes }: SealRequest,
): Promise<SealedTokens> {
  if (all === (name !== undefined)) throw profileOrAll();
  const team = await trustedTeamHere(engine);
  requireRecipients(team.recipients, team.file);
  return name === undefined ? sealAll(engine, team, yes) : sealOne(engine, team, { name, yes });
}

async function sealOne(
  engine: Needs<typeof ownCredentials | typeof confirmRecipients>,
  team: SealedTeam,
  { name, yes }: { readonly name: string; readonly yes: boolean },
): Promise<SealedTokens> {
  const { profile, definition } = await teamProfile(engine, name);
  requireWhole(definition, profile);
  const { destination, identity } = await ownCredentials(engine, sourceOf(engine, profile, definition.name));
  if (profile.tokenKind === "personal") warnOfPersonalToken(engine, profile);
  const newRecipients = await confirmRecipients(engine, team, { yes, command: `k6p team seal ${profile.name}` });
  const file = await writeSealedToken(engine, team, {
    profile: definition.name,
    profileId: definition.id,
    destination,
    token: identity.token,
  });
  return { sealed: [{ profile: profile.name, file }], left: [], recipients: team.recipients, newRecipients };
}

async function sealAll(
  engine: Parts<"profiles"> & Needs<typeof resealTokens | typeof confirmRecipients>,
  team: SealedTeam,
  yes: boolean,
): Promise<SealedTokens> {
  const newRecipients = await confirmRecipients(engine, team, { yes, command: "k6p team seal --all" });
  const { resealed, left } = await resealTokens(engine, team);
  tellFormerReaders(engine, team, resealed);
  const sealed = resealed.map(({ profile, file }) => ({ profile: engine.profiles.nameOfTeams(profile), file }));
  return { sealed, left, recipients: team.recipients, newRecipients };
}

/** Who has gone from the team file without `member remove` has read what was sealed for them all the same. */
function tellFormerReaders(
  { notify, profiles }: Parts<"profiles" | "notify">,
  { recipients }: SealedTeam,
  resealed: readonly ResealedToken[],
): void {
  const present = new Set(recipients.map(({ key }) => key));
  const former = resealed.flatMap(({ profile, content }) =>
    content.recipients.filter(({ key }) => !present.has(key)).map(({ name }) => ({ profile, name })),
  );
  if (former.length === 0) return;
  const names = [...new Set(former.map(({ name }) => name))];
  const sealedNames = [...new Set(former.map(({ profile }) => profiles.nameOfTeams(profile)))];
  notify({
    level: "warning",
    message: `${names.join(", ")} could read the ${sealedNames.length === 1 ? "token" : "tokens"} of ${sealedNames.join(", ")}, and what was read stays read.`,
    remedy: [
      "For each, make a new token at Grafana Cloud, and revoke the old one there:",
      ...sealedNames.map((profile) => `k6p login ${profile} && k6p team seal ${profile}`),
    ],
  });
}

/** The user's own profile of that name, when the token for the same stack and hosts was entered for that one. */
function sourceOf(
  { ownProfiles, tokens, notify }: Parts<"ownProfiles" | "tokens" | "notify">,
  profile: Profile,
  name: string,
): Profile {
  const own = ownProfiles.find(name);
  if (own === undefined || tokens.find(profile.id) !== undefined || tokens.find(own.id) === undefined) return profile;
  if (destinationDifferences(destinationOf(own, {}), destinationOf(profile, {})).length > 0) return profile;
  notify({
    level: "info",
    message: `The token is that of your own profile ${own.name}, which leads to the same stack and hosts.`,
  });
  return own;
}

/** The token for where the profile itself leads: what the environment of this shell says is nobody else's. */
function ownCredentials(
  engine: Parts<"host"> & Needs<typeof obtainCredentials>,
  profile: Profile,
): Promise<Credentials> {
  const { host } = engine;
  const { K6P_AGE_IDENTITY, K6P_AGE_IDENTITY_FILE } = host.env;
  const others = Object.entries(withoutTokenVariables(host.env)).filter(([name]) => !HOST_VARIABLES.includes(name));
  const env = { ...Object.fromEntries(others), K6P_AGE_IDENTITY, K6P_AGE_IDENTITY_FILE };
  return obtainCredentials(engine, profile, { env });
}

/** What the sealed file would otherwise decide, and with it whoever sealed it. */
function requireWhole({ settings, definedAt }: TeamProfile, { name, stackId }: Profile): void {
  if (settings.stackId !== undefined) return;
  throw new K6pError("STACK_INVALID", {
    message: `The team's file does not say which stack ID profile ${name} has (${placeText(definedAt)}), and a sealed token is for that alone.`,
    remedy: [`Write it into the file, and seal then: stackId: ${stackId ?? "ID"}`],
    details: { profile: name, file: definedAt.file },
  });
}

function warnOfPersonalToken(engine: Parts<"notify">, { name }: Profile): void {
  engine.notify({
    level: "warning",
    message: `By the team's file the token of profile ${name} is a personal one: whoever opens it acts as its owner, on all stacks of theirs.`,
    remedy: ["Share a stack token instead, and say so in the team file: tokenKind: stack"],
  });
}

function profileOrAll(): K6pError {
  return new K6pError("USAGE", {
    message: "Say either which profile's token is to be sealed, or --all.",
    remedy: [
      "Seal the token that you have for a profile: k6p team seal PROFILE",
      "Seal what is sealed already for the present recipients: k6p team seal --all",
    ],
  });
}
