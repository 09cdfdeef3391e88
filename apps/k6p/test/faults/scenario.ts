import type { Call, FaultHome } from "./fault-home.ts";

/** One command that writes, in a home where it has something to write. */
export interface Scenario extends Call {
  /** Tells it from the other scenarios of the same command. */
  readonly name?: string;
  /** What the home has before; a base of two profiles, of which k6 uses the first, is there already. */
  readonly prepare?: (home: FaultHome) => Promise<void> | void;
  /** Exit code without a fault; 0 unless given. */
  readonly code?: number;
  /** Files, below the home, in which the command is there to put a token, besides k6's own. */
  readonly puts?: RegExp;
  /** Whether its faults are tried with all other tests, a few of them. */
  readonly inSample?: boolean;
  /** Files that it writes more than once, so that a fault between leaves a whole content that is neither old nor new. */
  readonly twice?: RegExp;
}

export const PROD = "fault-token-of-prod-0123456789";
export const STAGING = "fault-token-of-staging-0123456789";
export const NEW = "fault-token-that-is-new-0123456789";
export const FOREIGN = "fault-token-of-k6-login-0123456789";
export const SHARED = "fault-token-of-the-team-0123456789";
export const TOKENS = [PROD, STAGING, NEW, FOREIGN, SHARED] as const;

/** Where the tests themselves put a token. */
export const TOKEN_FILE = "token.txt";
export const K6_CONFIG = ".config/k6/config.json";
