import type { ErrorCode } from "./error-codes.ts";
import { K6pError } from "./k6p-error.ts";

/** Why one of several things did not work, as data. */
export interface Problem {
  readonly code: ErrorCode;
  readonly message: string;
  readonly remedy: readonly string[];
}

/** Anything but a `K6pError` is thrown on: it is a fault of k6p that must not go by unseen. */
export function problemOf(error: unknown): Problem {
  if (!(error instanceof K6pError)) throw error;
  const { code, message, remedy } = error;
  return { code, message, remedy };
}
