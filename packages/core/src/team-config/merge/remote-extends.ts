import type { RemoteReference } from "./extends-reference.ts";

/** A file of a git repository, copied to this machine. */
export interface RemoteCopy {
  readonly kind: "copy";
  /** The state of the repository. */
  readonly commit: string;
  readonly path: string;
  /** Folder that the file, and every relative file that it extends, must stay in. */
  readonly folder: string;
}

export interface NoRemoteCopy {
  readonly kind: "none";
  readonly reason: string;
  readonly remedy: readonly string[];
}

/** Finds the copies of git repositories that team files extend. Never uses the network. */
export interface RemoteExtends {
  /** `teamFile` is the real path of the team's own file. The lock file is next to it. */
  find(reference: RemoteReference, teamFile: string): RemoteCopy | NoRemoteCopy;
}

/** No repository has been copied yet. */
export const noRemoteExtends: RemoteExtends = {
  find: () => ({ kind: "none", reason: "it has not been copied to this machine", remedy: ["Copy it: k6p team sync"] }),
};
