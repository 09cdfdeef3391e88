import type { FileSnapshot } from "../host.ts";

export interface EditRequest {
  readonly path: string;
  /** Our private folder for lock files; it is created. */
  readonly lockDirectory: string;
  readonly maxBytes: number;
  /** Mode that the file ends with; 0600 when not given. */
  readonly mode?: number;
  /** Mode for missing parent folders; without it they must exist. */
  readonly createParents?: number;
  /**
   * The new content, from the current one (undefined: there is no file); undefined leaves the file as it is. It is called again, with
   * newer content, when another program writes the file at the same time.
   */
  readonly edit: (current: FileSnapshot | undefined) => Uint8Array | undefined;
}

export interface EditOutcome {
  /** `unchanged` when the content was right already; a mode that was too wide was tightened then, too. */
  readonly outcome: "created" | "written" | "unchanged";
  /** The file itself, behind all symlinks. */
  readonly realPath: string;
  /** Mode before the edit; undefined when there was no file. */
  readonly formerMode: number | undefined;
  /** Names that the former file had. Those beyond the first still name the former content after `written`. */
  readonly linkCount: number;
}
