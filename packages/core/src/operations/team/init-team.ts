import type { CiSnippet } from "../../ci-snippets/ci-snippet.ts";
import { K6pError } from "../../errors/k6p-error.ts";
import { editFile } from "../../host/files/edit-file.ts";
import { joinPath } from "../../host/join-path.ts";
import { refuseLinks } from "../../host/files/refuse-links.ts";
import type { Profile } from "../../profiles/profile.ts";
import { findTeamFile } from "../../team-config/read/find-team-file.ts";
import { newTeamText } from "../../team-config/edit/new-team-text.ts";
import { PACKAGE_PLACES } from "../../team-config/team-places.ts";
import { LARGEST_TEAM_FILE } from "../../team-config/read/text-limits.ts";
import type { Needs, Parts } from "../../engine/engine.ts";
import { sealedFolderIn } from "../tokens/sealed-folder.ts";
import { problemOf } from "../../errors/problem.ts";
import { pipelineFor, snippetFor } from "../ci/print-pipeline.ts";

export interface InitRequest {
  /** Names of own profiles; defaults to all. */
  readonly profiles?: readonly string[] | undefined;
  /** Id of a CI system to also write a pipeline for. */
  readonly ci?: string | undefined;
}

export interface CreatedTeamFile {
  readonly file: string;
  readonly profiles: readonly string[];
  /** Path of the `.gitattributes` file for sealed tokens. */
  readonly gitAttributes: string;
  /** The pipeline that was written. */
  readonly pipeline: string | undefined;
  /** Whether the folder is not in a git repository, so the file is not shared yet. */
  readonly outsideOfRepository: boolean;
}

/**
 * Creates a team file with the definitions of own profiles, without tokens, and a `.gitattributes` file for sealed tokens. Throws
 * `TEAM_FILE_EXISTS` if there is a team file.
 */
export async function initTeam(
  engine: Parts<"host"> & Needs<typeof tryPipeline | typeof chosenProfiles>,
  request: InitRequest,
): Promise<CreatedTeamFile> {
  const { host } = engine;
  const snippet = request.ci === undefined ? undefined : snippetFor(request.ci);
  const location = await findTeamFile(host);
  if (location.path !== undefined) throw exists(location.path);
  const profiles = chosenProfiles(engine, request.profiles);
  const folder = location.repository ?? host.workingDirectory;
  if (host.files.status(host.workingDirectory)?.kind !== "directory") throw noFolder(host.workingDirectory);
  const file = joinPath(host, folder, PACKAGE_PLACES[0] ?? "");
  const realFolder = host.files.realPath(folder) ?? folder;
  const gitAttributes = await sealedFolderIn(engine, realFolder).prepare();
  if (!(await writeNew(engine, file, newTeamText(profiles)))) throw exists(file);
  const [first] = profiles;
  const wantsPipeline = snippet !== undefined && first !== undefined;
  const pipeline = wantsPipeline ? await tryPipeline(engine, folder, { snippet, profile: first }) : undefined;
  const names = profiles.map(({ name }) => name);
  if (names.length > 0) noteOwnProfiles(engine, names);
  return { file, profiles: names, gitAttributes, pipeline, outsideOfRepository: location.repository === undefined };
}

interface PipelineRequest {
  readonly snippet: CiSnippet;
  readonly profile: Profile;
}

/** The team file is already written, so an error of the pipeline is only a warning. */
async function tryPipeline(
  engine: Parts<"notify"> & Needs<typeof writePipeline>,
  folder: string,
  request: PipelineRequest,
): Promise<string | undefined> {
  try {
    return await writePipeline(engine, folder, request);
  } catch (error) {
    const { message, remedy } = problemOf(error);
    engine.notify({ level: "warning", message: `No pipeline was written: ${message}`, remedy });
    return undefined;
  }
}

async function writePipeline(
  engine: Parts<"host" | "notify"> & Needs<typeof pipelineFor | typeof writeNew>,
  folder: string,
  { snippet, profile }: PipelineRequest,
): Promise<string | undefined> {
  const { file, pipeline } = pipelineFor(engine, profile, { snippet, sealed: false });
  const parts = file.split("/");
  const path = joinPath(engine.host, folder, ...parts);
  refuseLinks(
    engine.host,
    parts.map((_, index) => joinPath(engine.host, folder, ...parts.slice(0, index + 1))),
  );
  if (await writeNew(engine, path, pipeline)) return path;
  engine.notify({
    level: "warning",
    message: `${path} already exists and was not changed.`,
    remedy: [`Print the pipeline: k6p ci ${snippet.id} ${profile.name}`],
  });
  return undefined;
}

/** False if the file exists. */
async function writeNew(
  { host, lockDirectory }: Parts<"host" | "lockDirectory">,
  path: string,
  text: string,
): Promise<boolean> {
  refuseLinks(host, [path]);
  const { outcome } = await editFile(host, {
    path,
    lockDirectory,
    maxBytes: LARGEST_TEAM_FILE,
    mode: 0o644,
    createParents: 0o755,
    edit: (current) => (current === undefined ? Buffer.from(text) : undefined),
  });
  return outcome === "created";
}

function chosenProfiles(
  engine: Parts<"ownProfiles" | "notify">,
  names: readonly string[] | undefined,
): readonly Profile[] {
  if (names?.length === 0) {
    throw new K6pError("USAGE", {
      message: "No profiles given with --profiles.",
      remedy: ["Name some: k6p team init --profiles prod,staging", "Or share all of them: k6p team init"],
    });
  }
  if (names !== undefined) return names.map((name) => engine.ownProfiles.get(name));
  const { profiles, unreadable } = engine.ownProfiles.list();
  for (const { problem } of unreadable)
    engine.notify({ level: "warning", message: problem.message, remedy: problem.remedy });
  return profiles;
}

function noteOwnProfiles(engine: Parts<"notify">, names: readonly string[]): void {
  engine.notify({
    level: "info",
    message: `Your own ${names.length === 1 ? "profile still takes precedence" : "profiles still take precedence"}. To name the team's, type ${names.map((name) => `team/${name}`).join(", ")}.`,
    remedy: ["To enter your token for a team profile: k6p login team/NAME"],
  });
}

function noFolder(folder: string): K6pError {
  return new K6pError("USAGE", {
    message: `The working folder ${folder} no longer exists. Nothing was written.`,
    remedy: ["Change to the folder of your repository and try again."],
    details: { folder },
  });
}

function exists(path: string): K6pError {
  return new K6pError("TEAM_FILE_EXISTS", {
    message: `Team file ${path} already exists.`,
    remedy: ["Add a profile to it: k6p team add NAME", "Show its content: k6p team status"],
    details: { file: path },
  });
}
