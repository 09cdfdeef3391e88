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
  /** The team profile whose token to seal. */
  readonly name?: string | undefined;
  /** Seal all sealed tokens again for the current recipients. */
  readonly all: boolean;
  /** Trust new recipients without asking. */
  readonly yes: boolean;
}

export interface SealedTokens {
  readonly sealed: readonly { readonly profile: string; readonly file: string }[];
  /** Sealed files that were not changed. */
  readonly left: readonly LeftToken[];
  readonly recipients: readonly Recipient[];
  readonly newRecipients: readonly RecipientChange[];
}

/**
 * Seals the user's token of a team profile for all recipients, in a file next to the team file; or seals all sealed tokens again. Throws
 * `TEAM_*`, `RECIPIENTS_INVALID`, `CONFIRMATION_NEEDED`, `CANCELLED`, and what reading tokens and keys throws.
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
  engine: Needs<
    typeof ownCredentials | typeof sourceOf | typeof reportSource | typeof confirmRecipients | typeof writeSealedToken
  >,
  team: SealedTeam,
  { name, yes }: { readonly name: string; readonly yes: boolean },
): Promise<SealedTokens> {
  const { profile, definition } = await teamProfile(engine, name);
  requireWhole(definition, profile);
  const source = sourceOf(engine, profile, definition.name);
  const { destination, identity } = await ownCredentials(engine, source);
  // Only now: the token may have been entered for another destination than the profiles name.
  if (source !== profile) reportSource(engine, source);
  if (profile.tokenKind === "personal") warnPersonalToken(engine, profile);
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
  warnPreviousReaders(engine, team, resealed);
  const sealed = resealed.map(({ profile, file }) => ({ profile: engine.profiles.nameOfTeams(profile), file }));
  return { sealed, left, recipients: team.recipients, newRecipients };
}

/** A member who was deleted from the team file without `member remove` could still read what was sealed for them. */
function warnPreviousReaders(
  { notify, profiles }: Parts<"profiles" | "notify">,
  { recipients }: SealedTeam,
  resealed: readonly ResealedToken[],
): void {
  const present = new Set(recipients.map(({ key }) => key));
  const previous = resealed.flatMap(({ profile, content }) =>
    content.recipients.filter(({ key }) => !present.has(key)).map(({ name }) => ({ profile, name })),
  );
  if (previous.length === 0) return;
  const names = [...new Set(previous.map(({ name }) => name))];
  const sealedNames = [...new Set(previous.map(({ profile }) => profiles.nameOfTeams(profile)))];
  notify({
    level: "warning",
    message: `${names.join(", ")} could read the ${sealedNames.length === 1 ? "token" : "tokens"} of ${sealedNames.join(", ")} and may have copies.`,
    remedy: [
      "Revoke each of these tokens in Grafana Cloud, create a new one there, then:",
      ...sealedNames.map((profile) => `k6p login ${profile} && k6p team seal ${profile}`),
    ],
  });
}

function reportSource({ notify }: Parts<"notify">, { name }: Profile): void {
  notify({
    level: "info",
    message: `Sealing the token of your own profile ${name}, which has the same stack and hosts.`,
  });
}

/** Your own profile of that name, if only it has a token and names the same stack and hosts. */
function sourceOf({ ownProfiles, tokens }: Parts<"ownProfiles" | "tokens">, profile: Profile, name: string): Profile {
  const own = ownProfiles.find(name);
  if (own === undefined || tokens.find(profile.id) !== undefined || tokens.find(own.id) === undefined) return profile;
  if (destinationDifferences(destinationOf(own, {}), destinationOf(profile, {})).length > 0) return profile;
  return own;
}

/** The token for the profile's own destination: host variables of this shell do not apply to other members. */
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

/** Without a stack ID in the team file, the member who sealed the file would decide it. */
function requireWhole({ settings, definedAt }: TeamProfile, { name, stackId }: Profile): void {
  if (settings.stackId !== undefined) return;
  throw new K6pError("STACK_INVALID", {
    message: `Profile ${name} has no stackId in the team file (${placeText(definedAt)}), and sealing needs the stack ID.`,
    remedy: [`Add it to the file, then seal again: stackId: ${stackId ?? "ID"}`],
    details: { profile: name, file: definedAt.file },
  });
}

function warnPersonalToken(engine: Parts<"notify">, { name }: Profile): void {
  engine.notify({
    level: "warning",
    message: `The token of profile ${name} is a personal token: anyone who opens it can act as its owner on all of the owner's stacks.`,
    remedy: ["Share a stack token instead, and set it in the team file: tokenKind: stack"],
  });
}

function profileOrAll(): K6pError {
  return new K6pError("USAGE", {
    message: "Name a profile or use --all.",
    remedy: [
      "Seal your token of a profile: k6p team seal PROFILE",
      "Seal all sealed tokens again for the current recipients: k6p team seal --all",
    ],
  });
}
