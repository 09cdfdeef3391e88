import { quotedPath } from "../host/quoted-path.ts";
import type { Engine } from "./engine.ts";
import { realFolder } from "./real-folder.ts";

export interface UnboundFolder {
  /** Absolute and without symlinks. */
  readonly folder: string;
  /** Name of the profile that the folder was bound to; undefined when it was not bound. */
  readonly former: string | undefined;
}

/** Takes the binding of a folder away; it need not exist any more. A binding above it stays, and is told. */
export async function unbindFolder(
  engine: Engine,
  { folder: named = "." }: { readonly folder?: string | undefined },
): Promise<UnboundFolder> {
  const folder = realFolder(engine, named);
  const former = engine.bindings.of(folder);
  if (former !== undefined) await engine.bindings.remove(folder);
  const above = engine.bindings.nearest(folder);
  if (above !== undefined) {
    engine.notify({
      level: "info",
      message: `${folder} is within ${above.folder}, which is bound to profile ${above.profile.name}.`,
      remedy: [`Take that away: k6p profile unbind ${quotedPath(above.folder)}`],
    });
  }
  return { folder, former: former?.profile.name };
}
