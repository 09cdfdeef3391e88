import type { BoundaryRules } from "./boundary-rules.ts";
import type { SourceFile } from "./source-file.ts";
import type { Violation } from "./violation.ts";

/** A file too long to be read at once, or one named after nothing. */
export function shapeViolations(file: SourceFile, rules: BoundaryRules): Violation[] {
  const at = (message: string): Violation => ({ path: file.path, line: 1, message });
  const drawer = file.path.split(/[/.-]/).find((word) => rules.drawers.includes(word));
  return [
    ...(file.lineCount > rules.maxLines
      ? [at(`has ${file.lineCount} lines; more than ${rules.maxLines} are refused`)]
      : []),
    ...(drawer === undefined ? [] : [at(`is named after a drawer ("${drawer}"): name the concept`)]),
  ];
}
