import { quotedPath } from "../../host/posix-quote.ts";
import type { Parts } from "../../engine/engine.ts";
import { realFolder } from "../../host/real-folder.ts";

export interface UnboundFolder {
  /** Absolute, without symlinks. */
  readonly folder: string;
  /** Name of the profile that the folder was bound to; undefined if it was not bound. */
  readonly previous: string | undefined;
  /** Name of the team's default profile that the folder used, if it was not bound. */
  readonly previousDefault: string | undefined;
}

/**
 * Removes the binding of a folder, or else the trusted team default that shells use there; the folder may no longer exist. Notifies the
 * user of a binding above it, which stays.
 */
export async function unbindFolder(
  engine: Parts<"host" | "bindings" | "notify">,
  { folder: named = "." }: { readonly folder?: string | undefined },
): Promise<UnboundFolder> {
  const folder = realFolder(engine, named);
  const previous = engine.bindings.of(folder);
  const previousDefault = previous === undefined ? defaultOf(engine, folder) : undefined;
  if (previous !== undefined) await engine.bindings.remove(folder);
  if (previousDefault !== undefined) await engine.bindings.setTrustedDefault(folder, undefined);
  const above = engine.bindings.nearest(folder);
  if (above !== undefined) {
    engine.notify({
      level: "info",
      message: `${folder} is inside ${above.folder}, which is still bound to profile ${above.profile.name}.`,
      remedy: [`Remove that binding: k6p profile unbind ${quotedPath(above.folder)}`],
    });
  }
  return { folder, previous: previous?.profile.name, previousDefault };
}

function defaultOf({ bindings }: Parts<"bindings">, folder: string): string | undefined {
  const nearest = bindings.trustedDefaultIn(folder);
  return nearest?.folder === folder ? nearest.name : undefined;
}
