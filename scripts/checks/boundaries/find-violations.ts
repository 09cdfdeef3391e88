import { boundaryRules } from "./boundary-rules.ts";
import { cycleViolations } from "./cycle-violations.ts";
import { findSourceFiles } from "./find-source-files.ts";
import { isTest } from "./is-test.ts";
import { reachViolations } from "./reach-violations.ts";
import { shapeViolations } from "./shape-violations.ts";
import { readSourceFile } from "./source-file.ts";
import type { Violation } from "./violation.ts";
import { wideSteps } from "../parts/wide-steps.ts";

/** Everything in a repository that its boundary table refuses. */
export function findViolations(root: string): Violation[] {
  const paths = findSourceFiles(root);
  const files = paths.map((path) => readSourceFile(root, path));
  const operations = paths.filter((path) => path.startsWith("packages/core/src/operations/") && !isTest(path));
  return [
    ...files.flatMap((file) => [...shapeViolations(file, boundaryRules), ...reachViolations(file, boundaryRules)]),
    ...cycleViolations(files),
    ...wideSteps(root, operations),
  ];
}
