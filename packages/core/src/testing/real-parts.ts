import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";

/** Absolute path of a program on PATH, or undefined. `k6` is also found by the variable `K6_BIN`. */
export function findProgram(name: string): string | undefined {
  if (name === "k6" && process.env["K6_BIN"]) return process.env["K6_BIN"];
  for (const folder of (process.env["PATH"] ?? "").split(delimiter)) {
    const candidate = join(folder, name);
    if (folder !== "" && isExecutable(candidate)) return candidate;
  }
  return undefined;
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

const announced = new Set<string>();

/**
 * Whether tests that need a real part must be skipped: true, with the reason printed once, when the part is missing. Where `K6P_REQUIRE_REAL=1`
 * says that every part must be there, a missing one throws instead, unless it is `optional` (a part that no package manager brings, such as k6).
 */
export function skipUnless(present: unknown, reason: string, part: { readonly optional?: boolean } = {}): boolean {
  if (present) return false;
  if (process.env["K6P_REQUIRE_REAL"] === "1" && part.optional !== true)
    throw new Error(`a part that must be here is missing: ${reason}`);
  if (!announced.has(reason)) process.stderr.write(`skipped: ${reason}\n`);
  announced.add(reason);
  return true;
}
