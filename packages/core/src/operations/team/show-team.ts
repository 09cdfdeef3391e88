import type { Sourced } from "../../team-config/team-config.ts";
import { describeProfile, type ProfileDescription, type TokenState } from "../tokens/describe-profile.ts";
import type { Needs, Parts } from "../../engine/engine.ts";
import { TEAM_PREFIX } from "../../engine/profile-catalog.ts";
import type { Team } from "../../engine/team.ts";
import { requireTeam } from "../catalog/require-team.ts";
import { isTrusted } from "../catalog/require-trusted.ts";
import { reviewTrust, type TrustReview } from "./trust-team.ts";
import { type TooOldToken, tooOldToken } from "../tokens/warn-token-age.ts";
import { AGE_IDENTITY_FILE_VARIABLE, AGE_IDENTITY_VARIABLE } from "../../host/k6p-variables.ts";

export interface TeamProfileStatus extends ProfileDescription {
  /** Whether the user has an own profile of that name, which wins. */
  readonly shadowed: boolean;
  /** Whether the team's file has to be trusted before the profile can be used. */
  readonly untrusted: boolean;
  /** Whether the token is there to be used: stored, given, or sealed for a key of the user's. */
  readonly hasToken: boolean;
  readonly tooOld: TooOldToken | undefined;
}

export interface TeamStatus {
  readonly file: string;
  /** What it extends, directly or not. */
  readonly extended: readonly string[];
  readonly ignored: readonly string[];
  readonly trust: TrustReview;
  /** Whether anything in it is held back until it is trusted. */
  readonly needsTrust: boolean;
  readonly default: Sourced<string> | undefined;
  /** Profiles that come from git repositories, and do not count before they are trusted. */
  readonly heldBack: number;
  /** Sorted by name. */
  readonly profiles: readonly TeamProfileStatus[];
}

/** Where the user stands with the team's file: what is trusted, what has changed, which tokens are missing. Opens no secret store. */
export async function showTeam(
  engine: Parts<"profiles" | "tokens"> & Needs<typeof reviewTrust | typeof canOpen | typeof describeProfile>,
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
    profiles: engine.profiles.members(team).map(({ profile }) => {
      const record = engine.tokens.find(profile.id);
      const described = describeProfile(engine, profile);
      return {
        ...described,
        hasToken: isThere(described.token.state, isMember),
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

/** Whether sealed tokens can be for this user; for whom each file is sealed is only seen when it is opened. */
function canOpen({ host: { env }, memberKey }: Parts<"host" | "memberKey">, { whole }: Team): boolean {
  if (env[AGE_IDENTITY_VARIABLE] || env[AGE_IDENTITY_FILE_VARIABLE]) return true;
  const own = memberKey.find()?.recipient;
  return (whole.recipients?.value ?? []).some(({ key }) => key === own);
}
