import { listProjects } from "../../cloud-api/projects.ts";
import { verifyToken } from "../../cloud-api/verify-token.ts";
import { isTokenOf } from "../../credentials/recognise-token.ts";
import type { Needs, Parts } from "../../engine/engine.ts";
import { type Problem, problemOf } from "../../errors/problem.ts";
import type { Profile } from "../../profiles/profile.ts";
import { chooseProfilesHere, type ProfileSelection } from "../select/choose-profiles.ts";
import { type Credentials, obtainCredentials } from "../tokens/obtain-credentials.ts";

/** How many profiles are verified at the same time. */
const AT_ONCE = 50;

/**
 * - `valid`: Grafana Cloud accepts the token for the profile's stack, and the default project is there
 * - `project-gone`: it accepts the token, but the stack no longer has the default project
 * - `rejected`: it does not accept the token for this stack
 * - `unreachable`: no answer, or not an answer of Grafana Cloud
 * - `unverified`: nothing was sent, because there is no token, no stack, no trust, or the store cannot be read: see `problem`
 */
export type Verdict = "valid" | "project-gone" | "rejected" | "unreachable" | "unverified";

export interface VerifiedProfile {
  readonly profile: Profile;
  readonly verdict: Verdict;
  /** Why it is not `valid`. */
  readonly reason: string | undefined;
  /** What stopped the check before anything was sent. */
  readonly problem: Problem | undefined;
  /** ISO 8601: when Grafana Cloud last accepted the token, this time included; undefined when it never did. */
  readonly verifiedAt: string | undefined;
}

/**
 * Asks Grafana Cloud about the token of each selected profile, of the active one if none is named, many at once, and records when one
 * was accepted. One failing profile does not keep the others from being verified. The result has the order of the selection. Throws what
 * `chooseProfilesHere` throws.
 */
export async function verifyProfiles(
  engine: Parts<"notify"> & Needs<typeof chooseProfilesHere | typeof verifyOne>,
  selection: ProfileSelection,
): Promise<readonly VerifiedProfile[]> {
  const profiles = await chooseProfilesHere(engine, selection);
  const results: VerifiedProfile[] = [];
  let done = 0;
  let next = 0;
  const work = async (): Promise<void> => {
    for (let index = next++; index < profiles.length; index = next++) {
      const profile = profiles[index];
      if (profile === undefined) return;
      const verified = await verifyOne(engine, profile);
      results[index] = verified;
      engine.notify({ level: "progress", message: `Verified ${++done} of ${profiles.length}: ${profile.name}` });
    }
  };
  await Promise.all(Array.from({ length: Math.min(AT_ONCE, profiles.length) }, work));
  return results;
}

async function verifyOne(
  engine: Parts<"tokens"> & Needs<typeof obtainCredentials | typeof ask | typeof recordAnswer>,
  profile: Profile,
): Promise<VerifiedProfile> {
  const unsent = (problem: Problem): VerifiedProfile => ({
    profile,
    verdict: "unverified",
    reason: problem.message,
    problem,
    verifiedAt: engine.tokens.find(profile.id)?.verifiedAt,
  });
  const { stackUrl } = profile;
  if (stackUrl === undefined) {
    return unsent({
      code: "STACK_INVALID",
      message: `Profile ${profile.name} has no stack.`,
      remedy: [`Set the stack: k6p profile edit ${profile.name} --stack STACK`],
    });
  }
  let credentials: Credentials;
  try {
    credentials = await obtainCredentials(engine, profile);
  } catch (error) {
    return unsent(problemOf(error));
  }
  const { verdict, reason } = await ask(engine, { profile, stackUrl, credentials });
  const verifiedAt = await recordAnswer(engine, credentials, verdict);
  return { profile, verdict, reason, problem: undefined, verifiedAt };
}

interface Question {
  readonly profile: Profile;
  readonly stackUrl: string;
  readonly credentials: Credentials;
}

type Answer = Pick<VerifiedProfile, "verdict" | "reason">;

/** The token and the project are asked about at the same time, since each answer takes a round trip. */
async function ask(engine: Parts<"host" | "version">, { profile, stackUrl, credentials }: Question): Promise<Answer> {
  const call = {
    apiOrigin: credentials.destination.api,
    token: credentials.identity.token,
    userAgent: `k6p/${engine.version}`,
  };
  const { stackId, defaultProjectId } = profile;
  const needsProjects = stackId !== undefined && defaultProjectId !== undefined;
  const [token, projects] = await Promise.all([
    verifyToken(engine.host, { ...call, stackUrl }),
    needsProjects ? listProjects(engine.host, { ...call, stackId }) : undefined,
  ]);
  if (token.kind === "rejected") return { verdict: "rejected", reason: token.reason };
  if (token.kind !== "accepted") return { verdict: "unreachable", reason: token.reason };
  if (stackId !== undefined && token.stackId !== stackId) {
    return { verdict: "rejected", reason: `${stackUrl} has stack ID ${token.stackId}, not ${stackId}` };
  }
  if (projects?.kind !== "listed" || projects.projects.some(({ id }) => id === defaultProjectId))
    return { verdict: "valid", reason: undefined };
  return { verdict: "project-gone", reason: `${stackUrl} has no project ${String(defaultProjectId)}` };
}

/** Keeps when the token was accepted, if it is still the recorded one. */
async function recordAnswer(
  engine: Parts<"host" | "tokens">,
  { profile, identity }: Credentials,
  verdict: Verdict,
): Promise<string | undefined> {
  const record = engine.tokens.find(profile.id);
  const isAccepted = verdict === "valid" || verdict === "project-gone";
  const now = engine.host.clock.now().toISOString();
  if (record === undefined) return isAccepted ? now : undefined;
  if (!isAccepted || !isTokenOf(record, identity.token)) return record.verifiedAt;
  await engine.tokens.exchange(profile.id, record, { ...record, verifiedAt: now });
  return now;
}
