import { ERROR_CODES, type ErrorCode } from "./error-codes.ts";

export interface ErrorFacts {
  /** What happened, to which profile and file. One or two sentences, without a newline at the end. */
  readonly message: string;
  /** What the user can type or do next, one line each. */
  readonly remedy?: readonly string[];
  /** Facts for `--json`; never a secret. */
  readonly details?: Readonly<Record<string, unknown>>;
  readonly cause?: unknown;
}

/** Marks the errors of every copy of this class: a program of one command has a copy of its own, and loads parts of the whole program. */
const MARK = Symbol.for("k6p.error");

/** An error for the user: a stable code, what happened, and what to do next. */
export class K6pError extends Error {
  static override [Symbol.hasInstance](value: unknown): boolean {
    return typeof value === "object" && value !== null && MARK in value;
  }

  override readonly name = "K6pError";
  readonly code: ErrorCode;
  readonly remedy: readonly string[];
  readonly details: Readonly<Record<string, unknown>>;

  constructor(code: ErrorCode, facts: ErrorFacts) {
    super(facts.message, facts.cause === undefined ? undefined : { cause: facts.cause });
    this.code = code;
    this.remedy = facts.remedy ?? [];
    this.details = facts.details ?? {};
  }

  get [MARK](): true {
    return true;
  }

  /** Exit code of a process that ends with this error. */
  get exitCode(): number {
    return ERROR_CODES[this.code].exitCode;
  }
}

/** The `code` of Node's system errors, such as `ENOENT`; undefined for anything else. */
export function systemErrorCode(error: unknown): string | undefined {
  if (!(error instanceof Error) || error instanceof K6pError) return undefined;
  const { code } = error as NodeJS.ErrnoException;
  return typeof code === "string" ? code : undefined;
}
