import { quotedPath } from "../../host/posix-quote.ts";
import type { Parts } from "../../engine/engine.ts";
import { realFolder } from "../../host/real-folder.ts";

export interface UnboundFolder {
  /** Absolute and without symlinks. */
  readonly folder: string;
  /** Name of the profile that the folder was bound to; undefined when it was not bound. */
  readonly former: string | undefined;
  /** What the folder had by the default of its team's file, where it was not bound. */
  readonly formerDefault: string | undefined;
}

/**
 * Takes the binding of a folder away, or else what shells take there by the default of a team's file; the folder need not exist any more. A binding
 * above it stays, and is told.
 */
export async function unbindFolder(
  engine: Parts<"host" | "bindings" | "notify">,
  { folder: named = "." }: { readonly folder?: string | undefined },
): Promise<UnboundFolder> {
  const folder = realFolder(engine, named);
  const former = engine.bindings.of(folder);
  const formerDefault = former === undefined ? defaultOf(engine, folder) : undefined;
  if (former !== undefined) await engine.bindings.remove(folder);
  if (formerDefault !== undefined) await engine.bindings.setTrustedDefault(folder, undefined);
  const above = engine.bindings.nearest(folder);
  if (above !== undefined) {
    engine.notify({
      level: "info",
      message: `${folder} is within ${above.folder}, which is bound to profile ${above.profile.name}.`,
      remedy: [`Take that away: k6p profile unbind ${quotedPath(above.folder)}`],
    });
  }
  return { folder, former: former?.profile.name, formerDefault };
}

function defaultOf({ bindings }: Parts<"bindings">, folder: string): string | undefined {
  const nearest = bindings.trustedDefaultIn(folder);
  return nearest?.folder === folder ? nearest.name : undefined;
}
