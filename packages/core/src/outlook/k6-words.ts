/**
 * What a k6 command line asks for, as far as it decides who k6 works as:
 * - `cloud-local`: `k6 cloud run --local-execution`
 * - `cloud-list`: the lists of projects, tests and load zones
 * - `run`: a run on this machine, which may send its results to the cloud
 * - `load`: another command that loads a script, such as `archive`
 * - `other`: one that reads no configuration of the cloud
 */
export type K6Command =
  | "cloud-run"
  | "cloud-local"
  | "cloud-upload"
  | "cloud-list"
  | "cloud-login"
  | "run"
  | "load"
  | "other";

/** The words of a k6 command line, read as k6 reads them. */
export interface K6Words {
  readonly command: K6Command;
  /** The configuration file that the words name. */
  readonly config: ConfigWord | undefined;
  /** Of `--project-id`; NaN where that is not a number. */
  readonly projectId: number | undefined;
  /** Path or URL of the script or archive; `-` for standard input. */
  readonly script: string | undefined;
  /** By `-e NAME=VALUE`. */
  readonly env: Readonly<Record<string, string>>;
  /** What `--include-system-env-vars` says; undefined where it is not there. */
  readonly includesSystemEnv: boolean | undefined;
  /** By `-o`, without their arguments. */
  readonly outputs: readonly string[];
  /** Whether `k6 cloud run` shows the log of the run. */
  readonly showsLogs: boolean;
}

/** Where a configuration file is named in a list of words. */
export interface ConfigWord {
  readonly flag: "-c" | "--config";
  readonly path: string;
  /** Index of the word that has the path, and what is before the path in that word. */
  readonly index: number;
  readonly prefix: string;
}
