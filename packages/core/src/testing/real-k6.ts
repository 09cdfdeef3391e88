import { execFileSync } from "node:child_process";
import { findProgram, skipUnless } from "./real-parts.ts";

export interface RealK6 {
  /** Path of k6; empty when it is not there. */
  readonly program: string;
  /** Whether tests that need it must be skipped. */
  readonly skip: boolean;
}

/** The real k6 on PATH or in `K6_BIN`, if it is 2.1 or newer: the first with `cloud project list`. */
export function realK6(): RealK6 {
  const program = findProgram("k6");
  const isNewEnough = program !== undefined && isTwoPointOne(program);
  const skip = skipUnless(isNewEnough, "no k6 of 2.1 or newer on PATH or in K6_BIN", { optional: true });
  return { program: isNewEnough ? program : "", skip };
}

function isTwoPointOne(program: string): boolean {
  const printed = execFileSync(program, ["version"], { encoding: "utf8", timeout: 10_000 });
  const [, major, minor] = /v(\d+)\.(\d+)/.exec(printed) ?? [];
  return Number(major) > 2 || (Number(major) === 2 && Number(minor) >= 1);
}
