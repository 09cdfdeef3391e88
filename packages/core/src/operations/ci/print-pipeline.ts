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

export interface PipelineOptions {
  /** Id of a CI system. */
  readonly system: string;
  readonly name?: string | undefined;
  /** The pipeline opens the sealed token with a key of its own, instead of being given the token. */
  readonly sealed: boolean;
}

export interface PrintedPipeline extends ChosenProfile {
  readonly system: string;
  /** Where the text belongs in a repository. */
  readonly file: string;
  /** The variable by which the pipeline gives k6p the secret; undefined where k6p does not run in it. */
  readonly variable: string | undefined;
  /** With comments that tell how the secret gets there. */
  readonly pipeline: string;
}

/**
 * A pipeline that runs k6 under a profile; it names the secret and never holds it. Throws `USAGE`, `TEAM_NOT_TRUSTED`,
 * `TOKEN_VARIABLE_AMBIGUOUS`, and what choosing the profile throws.
 */
export async function printPipeline(
  engine: Parts<"profiles"> & Needs<typeof chooseProfile | typeof pipelineFor>,
  { system, name, sealed }: PipelineOptions,
): Promise<PrintedPipeline> {
  const snippet = snippetFor(system);
  if (sealed && !snippet.runsK6p) throw needsToken(system);
  const { profile: named, source } = await chooseProfile(engine, name);
  const profile = snippet.runsK6p ? await profileInPipeline(engine, named) : named;
  requireTrusted(engine, profile);
  const member = snippet.runsK6p ? engine.profiles.memberWith(profile.id) : undefined;
  const inFile = { ...profile, name: member?.definition.name ?? profile.name };
  const team = member?.team ?? (snippet.runsK6p ? await engine.profiles.teamIfSound() : undefined);
  if (member !== undefined && !sealed)
    requireOwnVariable(
      engine,
      inFile,
      [...member.team.whole.profiles.values()].map((other) => other.name),
    );
  return { profile, source, system, ...pipelineFor(engine, inFile, { snippet, sealed, team }) };
}

/** The pipeline for a profile that the team file defines under its name. */
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
    variable,
    k6pVersion: engine.version,
    stackId,
    projectId,
    host,
    hostv6,
    preparation,
  };
  const comments = [
    `k6 under the profile ${name}, for ${snippet.file}.`,
    ...(snippet.runsK6p ? ["k6p finds the profile in the team file of the repository."] : []),
    ...(sealed ? keySteps(name) : []),
    ...snippet.secretSteps(request),
  ];
  const pipeline = comments.map((line) => `${snippet.comment} ${line}\n`).join("") + snippet.text(request);
  return { file: snippet.file, variable: snippet.runsK6p ? variable : undefined, pipeline };
}

/** Throws `USAGE` for a system that is not known. */
export function snippetFor(system: string): CiSnippet {
  const snippet = CI_SNIPPETS.find(({ id }) => id === system);
  if (snippet !== undefined) return snippet;
  throw new K6pError("USAGE", {
    message: `k6p has no pipeline for ${JSON.stringify(system.slice(0, 80))}.`,
    remedy: [`Name one of: ${CI_SNIPPETS.map(({ id }) => id).join(", ")}`],
  });
}

/** How a pipeline becomes a member of the team. */
function keySteps(profile: string): readonly string[] {
  return [
    "Make a key for the pipeline, and bring its public half into the recipients of the team file: age-keygen",
    `Seal the token for it: k6p team seal ${profile}. The other half (AGE-SECRET-KEY-1…) is the secret:`,
  ];
}

/** A pipeline has only what is in the repository: under the name of an own profile, the team's. */
async function profileInPipeline(engine: Parts<"profiles" | "notify">, named: Profile): Promise<Profile> {
  if (engine.profiles.memberWith(named.id) !== undefined) return named;
  const { name, stackUrl } = named;
  const message = `${name} is your own profile, and a pipeline knows only those of the repository's team file.`;
  const team = await engine.profiles.teamIfSound();
  const wanted = name.toLowerCase();
  const ofTeam =
    team && engine.profiles.members(team).find(({ definition }) => definition.name.toLowerCase() === wanted);
  if (ofTeam === undefined) {
    engine.notify({ level: "warning", message, remedy: [`Put its definition there: k6p team add ${name}`] });
    return named;
  }
  const { profile } = ofTeam;
  if (profile.stackUrl !== stackUrl) {
    const elsewhere = `It uses the team's ${name}, for ${profile.stackUrl ?? "no stack"}; yours is for ${stackUrl ?? "none"}.`;
    engine.notify({
      level: "warning",
      message: `${message} ${elsewhere}`,
      remedy: [`See both: k6p profile show ${name}; k6p profile show ${profile.name}`],
    });
  }
  return profile;
}

function needsToken(system: string): K6pError {
  return new K6pError("USAGE", {
    message: `For ${system} k6p does not run in the pipeline, so that nothing there could open a sealed token.`,
    remedy: [`Leave --sealed out: k6p ci ${system}`],
  });
}
