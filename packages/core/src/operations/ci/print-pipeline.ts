import type { CiSnippet } from "../../ci-snippets/ci-snippet.ts";
import { CI_SNIPPETS } from "../../ci-snippets/ci-snippets.ts";
import { tokenVariable } from "../../credentials/token-variable.ts";
import { K6pError } from "../../errors/k6p-error.ts";
import type { Profile } from "../../profiles/profile.ts";
import { chooseProfile, type ChosenProfile } from "../select/choose-profile.ts";
import type { Needs, Parts } from "../../engine/engine.ts";
import { pipelineSteps } from "./pipeline-steps.ts";
import { requireOwnVariable } from "../tokens/read-environment-token.ts";
import type { Team } from "../../engine/team.ts";
import { requireTrusted } from "../catalog/require-trusted.ts";
import { AGE_IDENTITY_VARIABLE } from "../../host/k6p-variables.ts";

export interface PipelineRequest {
  /** Id of a CI system. */
  readonly system: string;
  readonly name?: string | undefined;
  /** Whether the pipeline opens the sealed token with its own key instead of getting the token. */
  readonly sealed: boolean;
}

export interface PrintedPipeline extends ChosenProfile {
  readonly system: string;
  /** Path in a repository for the pipeline. */
  readonly file: string;
  /** The variable that passes the secret to k6p; undefined if k6p does not run in the pipeline. */
  readonly variable: string | undefined;
  /** Includes comments that explain how to set up the secret. */
  readonly pipeline: string;
}

/**
 * A pipeline that runs k6 with a profile; it names the secret but never contains it. Throws `USAGE`, `TEAM_NOT_TRUSTED`,
 * `TOKEN_VARIABLE_AMBIGUOUS`, and what choosing the profile throws.
 */
export async function printPipeline(
  engine: Parts<"profiles"> & Needs<typeof chooseProfile | typeof pipelineFor>,
  { system, name, sealed }: PipelineRequest,
): Promise<PrintedPipeline> {
  const snippet = snippetFor(system);
  if (sealed && !snippet.runsK6p) throw needsToken(system);
  const { profile: named, source } = await chooseProfile(engine, name);
  const profile = snippet.runsK6p ? await profileInPipeline(engine, named) : named;
  requireTrusted(engine, profile);
  const teamProfile = snippet.runsK6p ? engine.profiles.teamProfile(profile.id) : undefined;
  const inFile = { ...profile, name: teamProfile?.definition.name ?? profile.name };
  const team = teamProfile?.team ?? (snippet.runsK6p ? await engine.profiles.teamIfSound() : undefined);
  if (teamProfile !== undefined && !sealed)
    requireOwnVariable(
      engine,
      inFile,
      [...teamProfile.team.whole.profiles.values()].map((other) => other.name),
    );
  return { profile, source, system, ...pipelineFor(engine, inFile, { snippet, sealed, team }) };
}

/** The pipeline for a profile, with the name it has in the team file. */
export function pipelineFor(
  engine: Parts<"version">,
  profile: Profile,
  {
    snippet,
    sealed,
    team,
  }: { readonly snippet: CiSnippet; readonly sealed: boolean; readonly team?: Team | undefined },
): Pick<PrintedPipeline, "file" | "variable" | "pipeline"> {
  const { name, stackId, defaultProjectId: projectId, host, hostv6 } = profile;
  const variable = sealed ? AGE_IDENTITY_VARIABLE : tokenVariable(name);
  const preparation = pipelineSteps(profile, team);
  const request = {
    profile: name,
    guarded: profile.protected === true,
    variable,
    k6pVersion: engine.version,
    stackId,
    projectId,
    host,
    hostv6,
    preparation,
  };
  const comments = [
    `Runs k6 with profile ${name}. Save this as ${snippet.file}.`,
    ...(snippet.runsK6p ? ["k6p reads the profile from the team file in the repository."] : []),
    ...(sealed ? keySteps(name) : []),
    ...snippet.secretSteps(request),
  ];
  const pipeline = comments.map((line) => `${snippet.comment} ${line}\n`).join("") + snippet.text(request);
  return { file: snippet.file, variable: snippet.runsK6p ? variable : undefined, pipeline };
}

/** Throws `USAGE` for an unknown system. */
export function snippetFor(system: string): CiSnippet {
  const snippet = CI_SNIPPETS.find(({ id }) => id === system);
  if (snippet !== undefined) return snippet;
  throw new K6pError("USAGE", {
    message: `k6p cannot print a pipeline for ${JSON.stringify(system.slice(0, 80))}.`,
    remedy: [`Name one of: ${CI_SNIPPETS.map(({ id }) => id).join(", ")}`],
  });
}

/** How to make a pipeline a member of the team. */
function keySteps(profile: string): readonly string[] {
  return [
    "Create a key for the pipeline with age-keygen, and add its public key to the recipients in the team file.",
    `Seal the token for it: k6p team seal ${profile}. Store its secret key (AGE-SECRET-KEY-1…) as the secret:`,
  ];
}

/** A pipeline has only the repository's profiles: for an own profile, the team profile with the same name. */
async function profileInPipeline(engine: Parts<"profiles" | "notify">, named: Profile): Promise<Profile> {
  if (engine.profiles.teamProfile(named.id) !== undefined) return named;
  const { name, stackUrl } = named;
  const message = `${name} is your own profile, but a pipeline has only the profiles in the repository's team file.`;
  const team = await engine.profiles.teamIfSound();
  const wanted = name.toLowerCase();
  const ofTeam =
    team && engine.profiles.teamProfiles(team).find(({ definition }) => definition.name.toLowerCase() === wanted);
  if (ofTeam === undefined) {
    engine.notify({ level: "warning", message, remedy: [`Add it to the team file: k6p team add ${name}`] });
    return named;
  }
  const { profile } = ofTeam;
  if (profile.stackUrl !== stackUrl) {
    const elsewhere = `The pipeline uses the team's ${name} (${profile.stackUrl ?? "no stack"}), not yours (${stackUrl ?? "no stack"}).`;
    engine.notify({
      level: "warning",
      message: `${message} ${elsewhere}`,
      remedy: [`Compare them: k6p profile show ${name}; k6p profile show ${profile.name}`],
    });
  }
  return profile;
}

function needsToken(system: string): K6pError {
  return new K6pError("USAGE", {
    message: `k6p does not run in a ${system} pipeline, so a sealed token cannot be opened there.`,
    remedy: [`Run it without --sealed: k6p ci ${system}`],
  });
}
