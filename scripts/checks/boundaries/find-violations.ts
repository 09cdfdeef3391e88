import { boundaryRules } from "./boundary-rules.ts";
import { cycleViolations } from "./cycle-violations.ts";
import { findSourceFiles } from "./find-source-files.ts";
import { reachViolations } from "./reach-violations.ts";
import { shapeViolations } from "./shape-violations.ts";
import { readSourceFile } from "./source-file.ts";
import type { Violation } from "./violation.ts";

/** Everything in a repository that its boundary table refuses. */
export function findViolations(root: string): Violation[] {
  const files = findSourceFiles(root).map((path) => readSourceFile(root, path));
  return [
    ...files.flatMap((file) => [...shapeViolations(file, boundaryRules), ...reachViolations(file, boundaryRules)]),
    ...cycleViolations(files),
  ];
}
