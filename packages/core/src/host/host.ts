import type * as Crypto from "node:crypto";
/**
 * The one door to the machine. Everything in core that needs the environment, files, processes, sockets,
 * time or chance gets it from a `Host`; only `node-host.ts` implements it with Node's own modules.
 */
export interface Host {
  readonly platform: NodeJS.Platform;
  readonly env: Environment;
  /** Absolute path of the working folder. */
  readonly workingDirectory: string;
  /** Home folder of the user; empty when the system has none. */
  readonly homeDirectory: string;
  /** Effective user id; undefined where the system has none (Windows). */
  readonly userId: number | undefined;
  readonly processId: number;
  readonly parentProcessId: number;
  readonly files: HostFiles;
  readonly processes: HostProcesses;
  readonly clock: HostClock;
  /** Opens a stream to a Unix socket; rejects with Node's error code, or `ETIMEDOUT` after `deadlineMs`. */
  connectSocket(path: string, deadlineMs: number): Promise<HostSocket>;
  /** The platform's `fetch`. */
  fetch(url: string, init: RequestInit): Promise<Response>;
  /** Cryptographically strong random bytes. */
  /** Node's cryptography, which takes time to load: for what cannot do without. */
  crypto(): NodeCrypto;
  randomBytes(count: number): Uint8Array;
}

export type Environment = Readonly<Record<string, string | undefined>>;

export interface HostClock {
  now(): Date;
  /** Milliseconds since an arbitrary start; never goes back. */
  monotonicMs(): number;
  sleep(milliseconds: number): Promise<void>;
}

export interface FileStatus {
  readonly kind: "file" | "directory" | "symlink" | "other";
  /** Size in bytes. */
  readonly size: number;
  /** Permission bits with the sticky bit, e.g. `0o600`. */
  readonly mode: number;
  readonly userId: number;
  readonly groupId: number;
  readonly linkCount: number;
  /** Changes whenever the file is replaced or written: device, inode, size and the two nanosecond times. */
  readonly version: string;
  readonly modifiedAt: Date;
}

export interface FileSnapshot {
  readonly bytes: Uint8Array;
  /** Status of the very file that was read (same descriptor). */
  readonly status: FileStatus;
}

/** A regular file that is held open: it stays the same file when another one takes over its path. */
export interface OpenFile {
  status(): FileStatus;
  /** Reads the whole file from its beginning, again for each call. Refuses more than `maxBytes` with code `EFBIG`. */
  read(maxBytes: number): FileSnapshot;
  /** Calls after the first do nothing. */
  close(): void;
}

/** Mode and owner of a file to create. */
export interface FileAccess {
  readonly mode: number;
  readonly userId: number;
  readonly groupId: number;
}

/**
 * Files, synchronous: k6p's files are small and a command does a handful of calls. Every method throws Node's
 * `ErrnoException` (with `code` and `path`); "undefined" always and only means that nothing exists at the path.
 */
export interface HostFiles {
  /** Reads a whole file, following symlinks. Refuses more than `maxBytes` with code `EFBIG`, and anything but a regular file with `EISDIR` or `EINVAL`. */
  read(path: string, maxBytes: number): FileSnapshot | undefined;
  /** Opens a file for reading, following symlinks; refuses what `read` refuses. */
  open(path: string): OpenFile | undefined;
  /** Follows symlinks. */
  status(path: string): FileStatus | undefined;
  /** Does not follow a symlink. */
  linkStatus(path: string): FileStatus | undefined;
  readLink(path: string): string;
  /** The path without any symlink in it. */
  realPath(path: string): string | undefined;
  /** Whether we may execute what is at the path (for a folder: enter it). */
  canExecute(path: string): boolean;
  /** Names in a folder, unsorted; undefined when the folder does not exist. */
  list(directory: string): readonly string[] | undefined;
  /** Creates a folder with its parents; folders that exist keep their mode. */
  makeDirectory(path: string, mode: number): void;
  /** Creates a new file (`O_EXCL`, no symlink followed) with all the bytes, flushed to the disk. Throws `EEXIST` when there is one; removes what it began when writing fails. */
  create(path: string, bytes: Uint8Array, access: number | FileAccess): void;
  /** Creates a new 0600 file that need not survive a power loss, such as a lock; false when something is at the path already. */
  claim(path: string, bytes: Uint8Array): boolean;
  rename(from: string, to: string): void;
  /** Removes a file; false when there was none. */
  remove(path: string): boolean;
  removeTree(path: string): void;
  setMode(path: string, mode: number): void;
  /** Flushes a folder's entries to the disk; does nothing on systems that cannot. */
  syncDirectory(path: string): void;
}

export interface HostSocket {
  write(bytes: Uint8Array): void;
  onData(listener: (chunk: Uint8Array) => void): void;
  /** Called once, with the error if there was one, when no more data can come. */
  onClose(listener: (error?: Error) => void): void;
  close(): void;
}

export interface ChildRequest {
  /** Absolute path of the program. */
  readonly program: string;
  readonly arguments: readonly string[];
  readonly env: Environment;
}

export type ChildOutput = "stdout" | "stderr";

export interface AttachedRequest extends ChildRequest {
  /**
   * Gets what the child prints, as text, instead of our own streams; the child then reads nothing. All output has come when the run
   * ends, except from what the child left running.
   */
  readonly onOutput?: (stream: ChildOutput, text: string) => void;
}

export interface CapturedOutput {
  /** Exit code; undefined when a signal ended the child or the deadline passed. */
  readonly exitCode: number | undefined;
  readonly stdout: string;
  readonly stderr: string;
  readonly timedOut: boolean;
  /** One of the streams had more than `maxBytes`; the rest of it was dropped. */
  readonly truncated: boolean;
}

export interface CaptureRequest extends ChildRequest {
  readonly input?: string;
  readonly deadlineMs: number;
  readonly maxBytes: number;
  /** Leaves the child in our terminal session, for programs that ask on `/dev/tty`; the deadline then kills the child alone and not what it started. */
  readonly terminal?: boolean;
}

export interface ChildEnd {
  readonly exitCode: number | undefined;
  readonly signal: NodeJS.Signals | undefined;
}

export interface HostProcesses {
  /** Absolute path of the running Node program. */
  readonly nodeProgram: string;
  /**
   * Runs a child with the terminal's own streams, passes signals on to it, and resolves when it has ended. Rejects with Node's error
   * (`ENOENT`, `EACCES`, …) when it cannot start, and with `COMMAND_NOT_EXECUTABLE` for an argument that a batch file of Windows
   * cannot get.
   */
  runAttached(request: AttachedRequest): Promise<ChildEnd>;
  /**
   * Runs a child with `input` on its standard input and collects at most `maxBytes` of each output stream; at the deadline it is killed
   * with all that it started. Rejects as `runAttached` does.
   */
  runCaptured(request: CaptureRequest): Promise<CapturedOutput>;
  /** When a process began, as an opaque text that differs between two processes that had the same id; undefined when no such process lives. Where the system does not report it, the text is empty for a living process. */
  startOf(processId: number): string | undefined;
  /** Short name of a running program, such as `bash` (Linux: from /proc; macOS: from `ps`; Windows: from `tasklist`; with a deadline); undefined when unknown. */
  nameOf(processId: number): Promise<string | undefined>;
  /** Process id of the process that started another one (Linux, macOS); undefined when unknown. */
  parentOf(processId: number): Promise<number | undefined>;
  /** Process id of the leader of our session, usually the login shell of the terminal; undefined where the system does not report it. */
  sessionLeader(): number | undefined;
  /**
   * The same for a process and for its forks that run no other program, such as the subshells of a shell, and different for all others;
   * undefined where the system does not tell (only Linux does).
   */
  imageOf(processId: number): string | undefined;
  /** The words that a process was started with; undefined where the system does not tell (only Linux does). */
  wordsOf(processId: number): readonly string[] | undefined;
  /** Identifies where process ids mean the same: this boot of this machine and, on Linux, the process namespace (containers share the boot). Empty where the system does not report it. */
  bootId(): string;
  hostName(): string;
  /** Bytes of memory that all the processes in our container may use together; undefined without a known limit. */
  memoryLimit(): number | undefined;
}

export type NodeCrypto = typeof Crypto;
