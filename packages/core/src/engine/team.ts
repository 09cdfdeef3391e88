import type { Host } from "../host/host.ts";
import { pathRules } from "../host/join-path.ts";
import type { TeamFileLocation } from "../team-config/read/find-team-file.ts";
import { loadTeamGraph, type TeamGraph } from "../team-config/merge/load-team-graph.ts";
import { mergeTeamFiles } from "../team-config/merge/merge-team-files.ts";
import type { ParsedFiles } from "../team-config/read/parsed-files.ts";
import type { TeamConfig } from "../team-config/team-config.ts";
import {
  type TrustedContent,
  type TrustedFiles,
  type TrustSubject,
  trustSubject,
} from "../team-config/trust/trusted-files.ts";
import { Copies } from "../team-sync/copies.ts";
import { LockedExtends } from "../team-sync/locked-extends.ts";

/**
 * - `trusted`: the user trusts exactly this content
 * - `changed`: the user trusted other content of this file
 * - `new`: the user has never trusted this file
 */
export type TrustState = "trusted" | "changed" | "new";

/** The working folder's team file with everything it extends, as it is now. */
export interface Team extends TeamFileLocation {
  readonly graph: TeamGraph;
  /** All files merged. */
  readonly whole: TeamConfig;
  /** The part that applies: without git repositories until they are trusted. */
  readonly config: TeamConfig;
  readonly subject: TrustSubject;
  readonly trust: TrustState;
  /** The trusted content that is exactly this one, else the most recent one. */
  readonly lastTrusted: TrustedContent | undefined;
}

interface TeamContext {
  readonly host: Host;
  readonly stateDirectory: string;
  readonly trustedFiles: TrustedFiles;
  readonly parsed: ParsedFiles;
}

/** Reads the team's files, each once; undefined if the file was removed after it was found. Errors in the files stay in the graph. */
export async function readTeam(
  { host, stateDirectory, trustedFiles, parsed }: TeamContext,
  location: TeamFileLocation,
): Promise<Team | undefined> {
  const { path, repository } = location;
  const folder = repository ?? pathRules(host).dirname(host.files.realPath(path) ?? path);
  const graph = await loadTeamGraph(host, {
    path,
    folder: host.files.realPath(folder) ?? folder,
    parsed,
    remote: new LockedExtends({ host, copies: new Copies({ host, stateDirectory }) }),
  });
  if (graph === undefined) return undefined;
  const whole = mergeTeamFiles(graph);
  const subject = trustSubject(graph, whole);
  const contents = trustedFiles.contents(subject.file);
  const exact = contents.find(({ digest }) => digest === subject.digest);
  const isTrusted = exact !== undefined;
  const lastTrusted = exact ?? contents[0];
  return {
    ...location,
    graph,
    whole,
    config: isTrusted ? whole : mergeTeamFiles(graph, ({ reference }) => reference.kind !== "remote"),
    subject,
    lastTrusted,
    trust: isTrusted ? "trusted" : lastTrusted === undefined ? "new" : "changed",
  };
}
