import { K6pError } from "../errors/k6p-error.ts";
import { loadTeamGraph, type TeamGraph } from "../team-config/merge/load-team-graph.ts";
import type { RemoteReference } from "../team-config/merge/extends-reference.ts";
import type { NoRemoteCopy, RemoteCopy, RemoteExtends } from "../team-config/merge/remote-extends.ts";
import { faultError } from "../team-config/team-fault.ts";
import { copyOf } from "./copies.ts";
import { parseGitReference } from "./git-reference.ts";
import type { Lock, LockedReference } from "./lock-file.ts";
import { type ReferenceRequest, type SyncContext, type SyncedReference, syncReference } from "./sync-reference.ts";

export interface ExtendsRequest {
  readonly teamFile: { readonly path: string; readonly folder: string };
  readonly previous: Lock;
  readonly modeOf: (reference: string) => ReferenceRequest["mode"];
}

/**
 * Updates everything that a team file extends from git repositories, directly or not. The result is keyed by the text of the reference, in the order in which
 * k6p met it. Throws what `syncReference` throws, and the first fault of a team file, which could hide a reference.
 */
export async function syncExtends(
  context: SyncContext,
  request: ExtendsRequest,
): Promise<ReadonlyMap<string, SyncedReference>> {
  const synced = new Map<string, SyncedReference>();
  for (;;) {
    const met = new MetReferences(context, synced);
    const graph = await loadTeamGraph(context.host, { ...request.teamFile, remote: met });
    if (graph === undefined) throw noTeamFile(request.teamFile.path);
    if (met.open.length === 0) {
      const used = new Map([...synced].filter(([text]) => met.all.has(text)));
      if ([...used.values()].every(({ state }) => state !== "outdated")) refuseFaults(graph);
      return used;
    }
    for (const text of met.open) {
      const reference = parseGitReference(text);
      const previous: LockedReference | undefined = request.previous.get(text);
      synced.set(text, await syncReference(context, { reference, previous, mode: request.modeOf(text) }));
    }
  }
}

/** The references that k6p meets while it reads the team files. */
class MetReferences implements RemoteExtends {
  readonly all = new Set<string>();
  readonly #context: SyncContext;
  readonly #synced: ReadonlyMap<string, SyncedReference>;

  constructor(context: SyncContext, synced: ReadonlyMap<string, SyncedReference>) {
    this.#context = context;
    this.#synced = synced;
  }

  /** Those that are not yet synchronized. */
  get open(): readonly string[] {
    return [...this.all].filter((text) => !this.#synced.has(text));
  }

  find({ text }: RemoteReference): RemoteCopy | NoRemoteCopy {
    this.all.add(text);
    const { locked, folder } = this.#synced.get(text) ?? {};
    if (locked !== undefined && folder !== undefined) return copyOf(this.#context.host, folder, locked);
    return { kind: "none", reason: "it was not fetched", remedy: [] };
  }
}

function refuseFaults({ faults }: TeamGraph): void {
  const [first, ...rest] = faults;
  if (first !== undefined) throw faultError([first, ...rest]);
}

function noTeamFile(path: string): K6pError {
  return new K6pError("TEAM_FILE_MISSING", {
    message: `The team file ${path} no longer exists.`,
    details: { file: path },
  });
}
