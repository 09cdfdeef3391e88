import type { TeamFileContent } from "./team-file.ts";

/** What is wrong at an offset of a team file. */
export interface ContentFault {
  readonly code: "TEAM_FILE_INVALID" | "TEAM_FILE_TOO_NEW";
  readonly offset: number;
  readonly message: string;
}

export interface CheckedContent {
  /** Valid only if there are no faults. */
  readonly content: TeamFileContent;
  readonly faults: readonly ContentFault[];
}

export function invalid(offset: number, message: string): ContentFault {
  return { code: "TEAM_FILE_INVALID", offset, message };
}
