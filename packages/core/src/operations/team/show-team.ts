import { destinationDifferences, destinationOf } from "../../credentials/destination.ts";
import type { Profile } from "../../profiles/profile.ts";
import type { Sourced } from "../../team-config/team-config.ts";
import { describeProfile, type ProfileDescription, type TokenState } from "../tokens/describe-profile.ts";
import type { Needs, Parts } from "../../engine/engine.ts";
import { nameInTeam, TEAM_PREFIX } from "../../engine/profile-catalog.ts";
import type { Team } from "../../engine/team.ts";
import { requireTeam } from "../catalog/require-team.ts";
import { isTrusted } from "../catalog/require-trusted.ts";
import { reviewTrust, type TrustReview } from "./trust-team.ts";
import { type TooOldToken, tooOldToken } from "../tokens/warn-token-age.ts";
import { AGE_IDENTITY_FILE_VARIABLE, AGE_IDENTITY_VARIABLE } from "../../host/k6p-variables.ts";

export interface TeamProfileStatus extends ProfileDescription {
  /** Whether the user's own profile with that name takes precedence. */
  readonly shadowed: boolean;
  /** Whether the user must trust the team file before using the profile. */
  readonly untrusted: boolean;
  /** Whether a token can be used: stored, in a variable, or sealed for the team if the user is a member. */
  readonly hasToken: boolean;
  /** Whether the token is that of your own profile of that name, which takes precedence and has the same stack and hosts. */
  readonly usesOwnToken: boolean;
  readonly tooOld: TooOldToken | undefined;
}

export interface TeamStatus {
  readonly file: string;
  /** Files it extends, directly or indirectly. */
  readonly extended: readonly string[];
  readonly ignored: readonly string[];
  readonly trust: TrustReview;
  /** Whether the user must trust the file before everything in it applies. */
  readonly needsTrust: boolean;
  readonly default: Sourced<string> | undefined;
  /** Number of profiles from git repositories that are ignored until the user trusts them. */
  readonly heldBack: number;
  /** Sorted by name. */
  readonly profiles: readonly TeamProfileStatus[];
}

/** The state of the team file for this user: what is trusted, what has changed, which tokens are missing. Opens no secret store. */
export async function showTeam(
  engine: Parts<"profiles" | "tokens"> &
    Needs<typeof reviewTrust | typeof canOpen | typeof servesOwn | typeof describeProfile>,
): Promise<TeamStatus> {
  const team = await requireTeam(engine);
  const { graph, config, whole } = team;
  engine.profiles.rememberParsed(team);
  const isMember = canOpen(engine, team);
  return {
    file: team.path,
    extended: [...graph.files.values()].filter((file) => file !== graph.root).map(({ path }) => path),
    ignored: team.ignored,
    trust: reviewTrust(engine, team),
    needsTrust: team.trust !== "trusted" && whole.sensitive.length > 0,
    default: config.default,
    heldBack: whole.profiles.size - config.profiles.size,
    profiles: engine.profiles.teamProfiles(team).map(({ profile }) => {
      const record = engine.tokens.find(profile.id);
      const described = describeProfile(engine, profile);
      const hasTeamToken = isThere(described.token.state, isMember);
      const usesOwnToken = !hasTeamToken && servesOwn(engine, profile);
      return {
        ...described,
        hasToken: hasTeamToken || usesOwnToken,
        usesOwnToken,
        shadowed: profile.name.startsWith(TEAM_PREFIX),
        untrusted: !isTrusted(engine, profile),
        tooOld: record === undefined ? undefined : tooOldToken(engine, config, record),
      };
    }),
  };
}

function isThere(state: TokenState, isMember: boolean): boolean {
  return state === "sealed" ? isMember : state !== "missing" && state !== "other-destination";
}

/** Whether your own profile of the same name has a token for the same stack and hosts. */
function servesOwn(engine: Parts<"ownProfiles"> & Needs<typeof describeProfile>, profile: Profile): boolean {
  const own = engine.ownProfiles.find(nameInTeam(profile.name));
  if (own === undefined || !isThere(describeProfile(engine, own).token.state, false)) return false;
  return destinationDifferences(destinationOf(own, {}), destinationOf(profile, {})).length === 0;
}

/** Whether the user may be able to open sealed tokens; only opening a file shows who it is sealed for. */
function canOpen({ host: { env }, memberKey }: Parts<"host" | "memberKey">, { whole }: Team): boolean {
  if (env[AGE_IDENTITY_VARIABLE] || env[AGE_IDENTITY_FILE_VARIABLE]) return true;
  const own = memberKey.find()?.recipient;
  return (whole.recipients?.value ?? []).some(({ key }) => key === own);
}
