/** A call of k6p that changes a file, as the library reports it. */
export interface RecordedCall {
  /** From 1. */
  readonly number: number;
  readonly call: CallName;
  readonly path: string;
}

export type CallName =
  | "open"
  | "write"
  | "fsync"
  | "rename"
  | "unlink"
  | "mkdir"
  | "rmdir"
  | "chmod"
  | "chown"
  | "link"
  | "symlink"
  | "truncate";

/** What happens at one call of one command. */
export interface Fault {
  readonly at: RecordedCall;
  readonly kind: FaultKind;
}

/**
 * - `kill-before`, `kill-after`: the process is killed there
 * - `short`: half of the bytes are written
 * - `full`: half of the bytes are written, then the disk is full
 * - an error: the call fails with it; with `+`, so do the calls after it that can
 */
export type FaultKind = "kill-before" | "kill-after" | "short" | "full" | ErrorName | `${ErrorName}+`;

const ERRORS = { EPERM: 1, EIO: 5, EACCES: 13, EBUSY: 16, EXDEV: 18, EMFILE: 24, ENOSPC: 28, EROFS: 30 } as const;

type ErrorName = keyof typeof ERRORS;

const ERROR_NAMES = Object.keys(ERRORS) as readonly ErrorName[];

/** How each call can fail on a real system, by its manual page. */
const LIKELY: Readonly<Record<CallName, readonly FaultKind[]>> = {
  open: ["ENOSPC+", "EACCES", "EROFS+", "EMFILE+", "EPERM", "EIO"],
  write: ["full", "short", "EIO", "ENOSPC"],
  fsync: ["EIO", "ENOSPC", "EROFS+"],
  rename: ["EXDEV", "EACCES", "EBUSY", "EROFS+", "ENOSPC+", "EPERM", "EIO"],
  unlink: ["EACCES", "EBUSY", "EROFS+", "EPERM", "EIO"],
  mkdir: ["EACCES", "ENOSPC+", "EROFS+", "EIO", "EPERM"],
  rmdir: ["EBUSY", "EACCES", "EROFS+", "EPERM", "EIO"],
  chmod: ["EPERM", "EROFS+", "EIO"],
  chown: ["EPERM", "EROFS+"],
  link: ["EPERM", "EXDEV", "ENOSPC+"],
  symlink: ["EPERM", "ENOSPC+"],
  truncate: ["EIO", "ENOSPC+"],
};

/** Every way in which a call can fail on a real system. */
export function likelyFaults(call: CallName): readonly FaultKind[] {
  return LIKELY[call];
}

/** Every fault there is, whether a system would cause it or not. */
export function everyFault(call: CallName): readonly FaultKind[] {
  return call === "write" ? ["short", "full", ...ERROR_NAMES] : ERROR_NAMES;
}

export function isKill(kind: FaultKind): boolean {
  return kind.startsWith("kill-");
}

/** The kind in the words of the library. */
export function kindForShim(kind: FaultKind): string {
  const lasting = kind.endsWith("+");
  const name = lasting ? kind.slice(0, -1) : kind;
  const number = ERRORS[name as ErrorName];
  return number === undefined ? kind : `${number}${lasting ? "+" : ""}`;
}

/** The calls in a log of the library. */
export function parseCalls(log: string): readonly RecordedCall[] {
  return log
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => {
      const [number = "", call = "", ...path] = line.split(" ");
      return { number: Number(number), call: call as CallName, path: path.join(" ") };
    });
}
