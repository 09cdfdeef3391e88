import type { Host } from "../host/host.ts";
import { joinPath } from "../host/join-path.ts";
import type { RemoteCopy } from "../team-config/merge/remote-extends.ts";
import type { LockedReference } from "./lock-file.ts";

/** The copy in `folder` as the reader of team files wants it. */
export function copyOf(host: Host, folder: string, locked: LockedReference): RemoteCopy {
  const real = host.files.realPath(folder) ?? folder;
  return { kind: "copy", commit: locked.commit, folder: real, path: joinPath(host, real, ...locked.path.split("/")) };
}
