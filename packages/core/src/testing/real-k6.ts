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
  const isNewEnough =
    program !== undefined && isRelease(program, (major, minor) => major > 2 || (major === 2 && minor >= 1));
  const skip = skipUnless(isNewEnough, "no k6 of 2.1 or newer on PATH or in K6_BIN", { optional: true });
  return { program: isNewEnough ? program : "", skip };
}

/** A real k6 1.6, 1.7 or 1.8 in `K6_OLD`. */
export function oldRealK6(): RealK6 {
  const program = process.env["K6_OLD"] || undefined;
  const isOld = program !== undefined && isRelease(program, (major, minor) => major === 1 && minor >= 6);
  const skip = skipUnless(isOld, "no k6 1.6 to 1.8 in K6_OLD", { optional: true });
  return { program: isOld ? program : "", skip };
}

function isRelease(program: string, accepts: (major: number, minor: number) => boolean): boolean {
  const printed = execFileSync(program, ["version"], { encoding: "utf8", timeout: 10_000 });
  const [, major, minor] = /v(\d+)\.(\d+)/.exec(printed) ?? [];
  return accepts(Number(major), Number(minor));
}
