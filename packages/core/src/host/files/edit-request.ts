import type { FileSnapshot } from "../host.ts";

export interface EditRequest {
  readonly path: string;
  /** Our private folder for lock files; it is created. */
  readonly lockDirectory: string;
  readonly maxBytes: number;
  /** Mode of the file after the edit; 0600 by default. */
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
  /** `unchanged` when the content was already right; a mode that was too wide is tightened even then. */
  readonly outcome: "created" | "written" | "unchanged";
  /** The file itself, with all symlinks resolved. */
  readonly realPath: string;
  /** Mode before the edit; undefined when there was no file. */
  readonly previousMode: number | undefined;
  /** Number of names (hard links) of the previous file. After `written`, all but one still name the previous content. */
  readonly linkCount: number;
}
