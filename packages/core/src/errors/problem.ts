import type { ErrorCode } from "./error-codes.ts";
import { K6pError } from "./k6p-error.ts";

/** Why one of several items failed, as data. */
export interface Problem {
  readonly code: ErrorCode;
  readonly message: string;
  readonly remedy: readonly string[];
}

/** Throws anything other than a `K6pError` again: it is a bug in k6p and must not be hidden. */
export function problemOf(error: unknown): Problem {
  if (!(error instanceof K6pError)) throw error;
  const { code, message, remedy } = error;
  return { code, message, remedy };
}
