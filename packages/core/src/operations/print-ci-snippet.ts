import type { CiSnippet } from "../ci-snippets/ci-snippet.ts";
import { CI_SNIPPETS } from "../ci-snippets/ci-snippets.ts";
import { tokenVariable } from "../credentials/token-variable.ts";
import { K6pError } from "../errors/k6p-error.ts";
import type { Profile } from "../profiles/profile.ts";
import { chooseProfile, type ChosenProfile } from "./choose-profile.ts";
import type { Engine } from "./engine.ts";

export interface SnippetWish {
  /** Id of a CI system. */
  readonly system: string;
  readonly name?: string | undefined;
  /** The pipeline opens the sealed token with a key of its own, instead of being given the token. */
  readonly sealed: boolean;
}

export interface PrintedSnippet extends ChosenProfile {
  readonly system: string;
  /** Where the text belongs in a repository. */
  readonly file: string;
  /** The variable by which the pipeline gives k6p the secret; undefined where k6p does not run in it. */
  readonly variable: string | undefined;
  /** With comments that tell how the secret gets there. */
  readonly pipeline: string;
}

/** A pipeline that runs k6 under a profile; it names the secret and never holds it. Throws `USAGE`, and what choosing the profile throws. */
export async function printCiSnippet(engine: Engine, { system, name, sealed }: SnippetWish): Promise<PrintedSnippet> {
  const snippet = snippetFor(system);
  if (sealed && !snippet.runsK6p) throw needsToken(system);
  const chosen = await chooseProfile(engine, name);
  const member = engine.known.memberWith(chosen.profile.id);
  if (member === undefined && snippet.runsK6p) warnOfOwnProfile(engine, chosen.profile);
  const profile = { ...chosen.profile, name: member?.definition.name ?? chosen.profile.name };
  return { ...chosen, system, ...pipelineFor(engine, profile, { snippet, sealed }) };
}

/** The pipeline for a profile that the team file defines under its name. */
export function pipelineFor(
  engine: Pick<Engine, "version">,
  { name: profile, stackId, defaultProjectId: projectId }: Profile,
  { snippet, sealed }: { readonly snippet: CiSnippet; readonly sealed: boolean },
): Pick<PrintedSnippet, "file" | "variable" | "pipeline"> {
  const variable = sealed ? "K6P_AGE_IDENTITY" : tokenVariable(profile);
  const request = { profile, variable, k6pVersion: engine.version, stackId, projectId };
  const comments = [
    `k6 under the profile ${profile}, for ${snippet.file}.`,
    ...(snippet.runsK6p ? ["k6p finds the profile in the team file of the repository."] : []),
    ...(sealed ? keySteps(profile) : []),
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

/** A pipeline has only what is in the repository. */
function warnOfOwnProfile(engine: Engine, { name }: Profile): void {
  engine.notify({
    level: "warning",
    message: `${name} is your own profile, and a pipeline knows only those of the repository's team file.`,
    remedy: [`Put its definition there: k6p team add ${name}`],
  });
}

function needsToken(system: string): K6pError {
  return new K6pError("USAGE", {
    message: `For ${system} k6p does not run in the pipeline, so that nothing there could open a sealed token.`,
    remedy: [`Leave --sealed out: k6p ci ${system}`],
  });
}
