import { importTarget } from "./import-target.ts";
import type { SourceFile } from "./source-file.ts";
import type { Violation } from "./violation.ts";

/** One violation for each ring of files that import each other, types included. Imports that load later make no ring. */
export function cycleViolations(files: readonly SourceFile[]): Violation[] {
  const byPath = new Map(files.map((file) => [file.path, file]));
  const finished = new Set<string>();
  const violations: Violation[] = [];

  const visit = (file: SourceFile, trail: readonly string[]): void => {
    if (finished.has(file.path)) return;
    const here = [...trail, file.path];
    for (const { specifier, kind, line } of file.imports) {
      const target = importTarget(file.path, specifier);
      const next = kind !== "dynamic" && target.kind === "file" ? byPath.get(target.path) : undefined;
      if (next === undefined) continue;
      const start = here.indexOf(next.path);
      if (start === -1) visit(next, here);
      else
        violations.push({
          path: file.path,
          line,
          message: `closes a ring of imports: ${[...here.slice(start), next.path].join(" → ")}`,
        });
    }
    finished.add(file.path);
  };
  for (const file of files) visit(file, []);
  return violations;
}
