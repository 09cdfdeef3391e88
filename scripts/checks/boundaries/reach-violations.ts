import type { BoundaryRules } from "./boundary-rules.ts";
import { importTarget } from "./import-target.ts";
import type { Import, SourceFile } from "./source-file.ts";
import { isTest } from "./is-test.ts";
import type { Violation } from "./violation.ts";

/** What a file reaches for against the table: folders, registered files, doors to the machine, foreign packages. */
export function reachViolations(file: SourceFile, rules: BoundaryRules): Violation[] {
  if (isTest(file.path)) return [];
  const area = areaOf(file.path, rules);
  if (area === undefined)
    return [{ path: file.path, line: 1, message: "lies in a folder that has no row in the table of edges" }];
  const imports = file.imports.flatMap((imported) => {
    const message = refusal({ file, area, imported }, rules);
    return message === undefined ? [] : [{ path: file.path, line: imported.line, message }];
  });
  if (file.clockLine === undefined || isDoor(file.path, rules)) return imports;
  return [...imports, { path: file.path, line: file.clockLine, message: "reads the clock: ask the Host" }];
}

function isDoor(path: string, rules: BoundaryRules): boolean {
  return rules.doors.some((door) => door.test(path));
}

/** Rows that stand for the files directly in them: each folder below needs a row of its own. */
const ownFilesOnly: ReadonlySet<string> = new Set(["packages/core/src", "packages/core/src/operations"]);

/**
 * The row a path belongs to. Folders of core and the app have a row each; elsewhere one row holds all that is below it.
 */
function areaOf(path: string, rules: BoundaryRules): string | undefined {
  const area = Object.keys(rules.edges)
    .filter((name) => path.startsWith(`${name}/`))
    .toSorted((a, b) => b.length - a.length)[0];
  const isFolderWithoutRow = area !== undefined && ownFilesOnly.has(area) && path.slice(area.length + 1).includes("/");
  return isFolderWithoutRow ? undefined : area;
}

interface Use {
  readonly file: SourceFile;
  readonly area: string;
  readonly imported: Import;
}

function refusal({ file, area, imported }: Use, rules: BoundaryRules): string | undefined {
  const target = importTarget(file.path, imported.specifier);
  switch (target.kind) {
    case "builtin":
      if (rules.pureBuiltins.includes(target.name) || isDoor(file.path, rules)) return undefined;
      return `imports ${target.name}: only the files named as doors touch the machine`;
    case "package":
      return rules.foreign.some(({ folder, packages }) => file.path.startsWith(folder) && packages.test(target.name))
        ? `imports ${target.name}, which belongs to the app`
        : undefined;
    case "file":
      return fileRefusal({ path: file.path, area, target: target.path }, rules);
  }
}

function fileRefusal(
  { path, area, target }: { path: string; area: string; target: string },
  rules: BoundaryRules,
): string | undefined {
  const registration = rules.registered.find(({ files }) => files.test(target));
  if (registration !== undefined && !registration.by.test(path))
    return `imports ${target}, which is not for everyone: see "registered"`;
  if (registration !== undefined || rules.everywhere.includes(target)) return undefined;
  const allowed = [area, ...(rules.edges[area] ?? [])];
  return allowed.some((name) => holds(name, target)) ? undefined : `imports ${target}: ${area} may not know it`;
}

/** The row of core's own folder stands for the files that lie directly in it. */
function holds(name: string, target: string): boolean {
  if (name === "packages/core/src")
    return target.startsWith(`${name}/`) && !target.slice(name.length + 1).includes("/");
  return target === name || target.startsWith(`${name}/`);
}
