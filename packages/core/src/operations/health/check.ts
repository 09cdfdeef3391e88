import type { Engine } from "../../engine/engine.ts";
import type { Problem } from "../../errors/problem.ts";

/** Something a check found, with what to do about it. */
export interface HealthFinding {
  /** Stable, such as `config-mode`. */
  readonly code: string;
  /** `error`: k6 or k6p does not work, or not as you expect. `warning`: it works, and deserves a look. */
  readonly level: "error" | "warning";
  /** A sentence; never a token. */
  readonly message: string;
  /** What to do, one line each. */
  readonly remedy: readonly string[];
  /** Repairs it, and returns what was done. Absent where only you can decide. Throws when it cannot. */
  readonly fix?: () => string | Promise<string>;
}

/** Checks look at everything, so each gets all the parts. */
export type EveryPart = Engine;

/** One thing that `k6p doctor` looks at. */
export interface Check {
  /** Stable, such as `config-file`. */
  readonly id: string;
  /** What is looked at, in a few words. */
  readonly title: string;
  /** No findings means that all is well. Reads only. A `K6pError` becomes a finding. */
  run(engine: EveryPart): Promise<HealthReport>;
}

export interface HealthReport {
  readonly findings: readonly HealthFinding[];
  /** What is there, for a line of the report: `k6 2.2 (/usr/bin/k6)`. */
  readonly facts?: string | undefined;
}

/** What an error means as a finding. */
export function problemFinding({ code, message, remedy }: Problem): HealthFinding {
  return { code: code.toLowerCase().replaceAll("_", "-"), level: "error", message, remedy };
}
