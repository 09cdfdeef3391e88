import { K6pError } from "../../errors/k6p-error.ts";
import type { Host } from "../../host/host.ts";
import { findCycle } from "./find-cycle.ts";
import { readTeamFile, type TeamFile } from "../read/read-team-file.ts";
import type { ParsedFiles } from "../read/parsed-files.ts";
import type { RemoteExtends } from "./remote-extends.ts";
import { type ExtendsContext, isInside, resolveExtends } from "./resolve-extends.ts";
import { faultOf, type TeamFault } from "../team-fault.ts";
import type { Placed } from "../team-file.ts";
import type { ExtendsReference } from "./extends-reference.ts";

const DEEPEST = 5;
const MOST_FILES = 200;

export interface TeamLink {
  readonly reference: ExtendsReference;
  /** Real path of the extended file. */
  readonly target: string;
  /** State of the git repository that the file is from. */
  readonly commit?: string | undefined;
}

/** A team file and everything that it extends, directly or not. */
export interface TeamGraph {
  readonly root: TeamFile;
  /** By real path. */
  readonly files: ReadonlyMap<string, TeamFile>;
  /** By real path of the file that extends, in the order of its list. */
  readonly links: ReadonlyMap<string, readonly TeamLink[]>;
  readonly faults: readonly TeamFault[];
}

export interface TeamRequest {
  readonly path: string;
  /** Folder that relative files must stay in: the repository, else the folder of the file. */
  readonly folder: string;
  readonly remote: RemoteExtends;
  /** Files that were parsed before. */
  readonly parsed?: Pick<ParsedFiles, "find"> | undefined;
}

interface Visit {
  readonly file: TeamFile;
  readonly folder: string;
  /** Names of the files on the way here. */
  readonly trail: readonly string[];
}

/** Reads a team file and what it extends, each file once; undefined if the file does not exist. Throws if it cannot be read. */
export async function loadTeamGraph(host: Host, request: TeamRequest): Promise<TeamGraph | undefined> {
  const root = await readTeamFile(host, request.path, request.parsed);
  if (root === undefined) return undefined;
  const context = { host, teamFile: root.realPath, remote: request.remote, parsed: request.parsed };
  const files = new Map([[root.realPath, root]]);
  const links = new Map<string, readonly TeamLink[]>();
  const faults: TeamFault[] = [...root.faults];

  let level: readonly Visit[] = [{ file: root, folder: request.folder, trail: [root.path] }];
  while (level.length > 0) {
    const next: Visit[] = [];
    for (const visit of level) {
      const found: TeamLink[] = [];
      for (const entry of visit.file.content.extends) {
        const extended = await follow(context, visit, entry);
        if ("code" in extended) {
          faults.push(extended);
          continue;
        }
        const { file, folder, commit } = extended;
        found.push({ reference: entry.value, target: file.realPath, commit });
        if (files.has(file.realPath)) continue;
        if (visit.trail.length > DEEPEST || files.size >= MOST_FILES) {
          faults.push(tooMuch(visit, entry));
          continue;
        }
        files.set(file.realPath, file);
        faults.push(...file.faults);
        next.push({ file, folder, trail: [...visit.trail, file.path] });
      }
      links.set(visit.file.realPath, found);
    }
    level = next;
  }
  const graph = { root, files, links };
  return { ...graph, faults: [...faults, ...cycleFaults(graph)] };
}

interface Followed extends Pick<TeamLink, "commit"> {
  readonly file: TeamFile;
  readonly folder: string;
}

async function follow(
  context: ExtendsContext & Pick<TeamRequest, "parsed">,
  { file: from, folder, trail }: Visit,
  { value: reference, place }: Placed<ExtendsReference>,
): Promise<Followed | TeamFault> {
  const fault = (reason: string, code: TeamFault["code"], remedy: readonly string[] = []): TeamFault => {
    const way = trail.length === 1 ? "" : ` (through ${trail.join(" → ")})`;
    return {
      code,
      file: from.path,
      ...place,
      message: `extends ${JSON.stringify(reference.text)}: ${reason}${way}`,
      remedy,
    };
  };
  const resolved = resolveExtends(context, reference, { realPath: from.realPath, folder });
  if (resolved.kind !== "file") {
    const code = resolved.kind === "missing" ? "TEAM_EXTENDS_MISSING" : "TEAM_EXTENDS_INVALID";
    return fault(resolved.reason, code, resolved.remedy);
  }
  try {
    const file = await readTeamFile(context.host, resolved.path, context.parsed);
    if (file === undefined) return fault(`there is no file ${resolved.path}`, "TEAM_EXTENDS_MISSING");
    if (isInside(context.host, file.realPath, resolved.folder))
      return { file, folder: resolved.folder, commit: resolved.commit };
    return fault(`${file.realPath} is outside ${resolved.folder}`, "TEAM_EXTENDS_INVALID");
  } catch (error) {
    if (!(error instanceof K6pError)) throw error;
    return { ...faultOf(error, resolved.path), ...fault(error.message.replace(/\.$/, ""), error.code, error.remedy) };
  }
}

function tooMuch({ file, trail }: Visit, { value, place }: Placed<ExtendsReference>): TeamFault {
  const reason =
    trail.length > DEEPEST
      ? `it is more than ${DEEPEST} levels away: ${[...trail, value.text].join(" → ")}`
      : `a team file extends at most ${MOST_FILES} files`;
  return {
    code: "TEAM_EXTENDS_INVALID",
    file: file.path,
    ...place,
    message: `extends ${JSON.stringify(value.text)}: ${reason}`,
    remedy: [],
  };
}

function cycleFaults({ root, files, links }: Omit<TeamGraph, "faults">): readonly TeamFault[] {
  const ring = findCycle(root.realPath, (path) => (links.get(path) ?? []).map(({ target }) => target));
  const [first, second] = ring;
  const file = first === undefined ? undefined : files.get(first);
  if (file === undefined) return [];
  const index = (links.get(file.realPath) ?? []).findIndex(({ target }) => target === second);
  const place = file.content.extends[index]?.place;
  const chain = ring.map((path) => files.get(path)?.path ?? path).join(" → ");
  return [
    {
      code: "TEAM_EXTENDS_INVALID",
      file: file.path,
      ...place,
      message: `the files extend each other in a cycle: ${chain}`,
      remedy: ["Remove one of these entries from extends."],
    },
  ];
}
