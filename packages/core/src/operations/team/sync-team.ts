import { K6pError } from "../../errors/k6p-error.ts";
import { pathRules } from "../../host/join-path.ts";
import { quotedPath } from "../../host/posix-quote.ts";
import { Copies } from "../../team-sync/copies.ts";
import { findGit } from "../../team-sync/find-git.ts";
import { Git } from "../../team-sync/git.ts";
import type { Lock, LockedReference } from "../../team-sync/lock-file.ts";
import { readLock } from "../../team-sync/read-lock.ts";
import { replaceLock } from "../../team-sync/replace-lock.ts";
import { syncExtends } from "../../team-sync/sync-extends.ts";
import type { SyncContext, SyncedReference } from "../../team-sync/sync-reference.ts";
import type { Needs, Parts } from "../../engine/engine.ts";
import { requireTeamFile } from "../catalog/require-team.ts";

const DEADLINE_MS = 60_000;
const MOST_ATTEMPTS = 5;

export interface SyncTeamRequest {
  /** Whether to follow tags to their current commits: for every reference, or for these (a reference, or the part before its `#`). */
  readonly update: boolean | readonly string[];
  /** Whether to only check that the lock file is current, without changing anything. */
  readonly check: boolean;
  /** For each repository; defaults to 60 seconds. */
  readonly deadlineMs?: number;
}

export interface TeamSync {
  readonly teamFile: string;
  readonly lockFile: string;
  /** Whether a lock file existed before. */
  readonly hadLock: boolean;
  /** `none`: the team file extends no git repository, and there is no lock file. `current` and `outdated` only for `check`. */
  readonly outcome: "written" | "unchanged" | "none" | "current" | "outdated";
  readonly references: readonly (SyncedReference & { readonly reference: string })[];
  /** References in the lock file that are no longer used. */
  readonly dropped: readonly string[];
}

/**
 * Downloads what the team file extends from git repositories and locks it in a file next to the team file. Throws `TEAM_FILE_MISSING`,
 * `TEAM_LOCK_INVALID`, `USAGE` for an unknown reference to update, and what fetching throws; the lock file is unchanged then.
 */
export async function syncTeam(
  engine: Parts<"host" | "lockDirectory"> & Needs<typeof createSyncContext | typeof locateTeam>,
  request: SyncTeamRequest,
): Promise<TeamSync> {
  const team = await locateTeam(engine);
  const context = createSyncContext(engine, { ...request, project: team.folder });
  for (let attempt = 1; attempt <= MOST_ATTEMPTS; attempt++) {
    const previous = readLock(engine.host, team.realPath);
    if (team.isReadable) refuseUnknown(request.update, [...team.references, ...previous.lock.keys()]);
    const synced = await syncExtends(context, {
      teamFile: team,
      previous: previous.lock,
      modeOf: (reference) => (request.check ? "frozen" : isToUpdate(reference, request.update) ? "update" : "keep"),
    });
    refuseUnknown(request.update, [...synced.keys()]);
    const facts = {
      teamFile: team.path,
      lockFile: previous.path,
      hadLock: previous.text !== undefined,
      references: [...synced].map(([reference, state]) => ({ reference, ...state })),
      dropped: [...previous.lock.keys()].filter((reference) => !synced.has(reference)),
    };
    if (request.check) return { ...facts, outcome: isCurrent(facts) ? "current" : "outdated" };
    if (synced.size === 0 && previous.text === undefined) return { ...facts, outcome: "none" };
    const outcome = await replaceLock(engine.host, {
      previous,
      lock: lockOf(synced),
      lockDirectory: engine.lockDirectory,
    });
    if (outcome !== "overtaken") return { ...facts, outcome };
  }
  throw keptChanging(team.path);
}

interface LocatedTeam {
  readonly path: string;
  readonly realPath: string;
  /** Its relative files must be inside this folder. */
  readonly folder: string;
  /** The git references it extends, as far as they can be read yet. */
  readonly references: readonly string[];
  /** Whether the file has no errors that hide other references. */
  readonly isReadable: boolean;
}

async function locateTeam(engine: Parts<"host" | "profiles">): Promise<LocatedTeam> {
  const { path, repository, graph } = await requireTeamFile(engine);
  const { realPath } = graph.root;
  const folder = repository ?? pathRules(engine.host).dirname(realPath);
  const references = [...graph.files.values()]
    .flatMap(({ content }) => content.extends)
    .flatMap(({ value }) => (value.kind === "remote" ? [value.text] : []));
  return {
    path,
    realPath,
    folder: engine.host.files.realPath(folder) ?? folder,
    references,
    isReadable: graph.root.faults.length === 0,
  };
}

function createSyncContext(
  engine: Parts<"host" | "directories" | "ask" | "notify">,
  { deadlineMs = DEADLINE_MS, project }: { readonly deadlineMs?: number; readonly project: string },
): SyncContext {
  const { host } = engine;
  const copies = new Copies({ host, stateDirectory: engine.directories.state });
  copies.sweep();
  let git: Git | undefined;
  return {
    host,
    copies,
    git: () =>
      (git ??= new Git(host, {
        program: findGit(host, [host.workingDirectory, project]),
        mayAsk: engine.ask !== undefined,
      })),
    deadlineMs,
    announce: (message) => engine.notify({ level: "info", message }),
  };
}

function isToUpdate(reference: string, update: SyncTeamRequest["update"]): boolean {
  if (typeof update === "boolean") return update;
  return update.some((name) => isNamed(reference, name));
}

function isNamed(reference: string, name: string): boolean {
  return reference === name || reference.startsWith(`${name}#`);
}

function refuseUnknown(update: SyncTeamRequest["update"], references: readonly string[]): void {
  if (typeof update === "boolean") return;
  const unknown = update.find((name) => !references.some((reference) => isNamed(reference, name)));
  if (unknown === undefined) return;
  throw new K6pError("USAGE", {
    message: `The team file does not extend ${JSON.stringify(unknown)}.`,
    remedy: references.map((reference) => `k6p team sync --update ${quotedPath(reference)}`),
    details: { reference: unknown },
  });
}

function isCurrent({ references, dropped }: Pick<TeamSync, "references" | "dropped">): boolean {
  return dropped.length === 0 && references.every(({ state }) => state !== "outdated");
}

function lockOf(synced: ReadonlyMap<string, SyncedReference>): Lock {
  const locked = [...synced].flatMap(([reference, state]) =>
    state.locked === undefined ? [] : [[reference, state.locked] as const],
  );
  return new Map<string, LockedReference>(locked);
}

function keptChanging(path: string): K6pError {
  return new K6pError("FILE_CHANGED", {
    message: `The lock file of ${path} kept changing while k6p was editing it.`,
    remedy: ["Wait until the other program has finished, then try again."],
    details: { file: path },
  });
}
