import { findSourceFiles } from "../boundaries/find-source-files.ts";
import { isTest } from "../boundaries/is-test.ts";
import { partsNeeded } from "./parts-needed.ts";
import { readNames } from "./read-names.ts";
import { readSteps } from "./read-steps.ts";
import { readSyntaxTree } from "./syntax-tree.ts";

const APP = "apps/k6p/src/";
/** Files of the app that belong to every command. */
const FRAME = /^apps\/k6p\/src\/(?:frame|oclif|terminal|tour)\//;
const OPERATIONS = "packages/core/src/operations/";
/** What every command does before it runs. */
const SWEEP = "apps/k6p/src/sweep-copies-here.ts";
const MAKERS = "packages/core/src/engine/part-makers.ts";

/**
 * The parts of the engine that files of the app need: those which the operations name that the file, or another file of the app that it
 * imports, imports; and the parts that these are made of. Without those that are given and not made.
 */
export function partsOfFiles(root: string, paths: readonly string[]): Readonly<Record<string, readonly string[]>> {
  const operations = findSourceFiles(root).filter((path) => path.startsWith(OPERATIONS) && !isTest(path));
  const needed = partsNeeded(
    root,
    operations.flatMap((path) => readSteps(root, path).steps),
  );
  const makers = partsOfMakers(partsNeeded(root, readSteps(root, MAKERS).steps));
  return Object.fromEntries(paths.map((path) => [path, withTheirParts(named(root, path, needed), makers)]));
}

function named(root: string, path: string, needed: ReadonlyMap<string, ReadonlySet<string>>): ReadonlySet<string> {
  const parts = new Set<string>();
  const seen = new Set<string>();
  const visit = (file: string): void => {
    seen.add(file);
    for (const id of readNames(readSyntaxTree(root, file).statements, file).values()) {
      for (const part of needed.get(id) ?? []) parts.add(part);
      const [target = ""] = id.split("#");
      if (target.startsWith(APP) && !FRAME.test(target) && !seen.has(target)) visit(target);
    }
  };
  visit(SWEEP);
  visit(path);
  return parts;
}

/** By the name of the part: the parts that its maker needs. */
function partsOfMakers(makers: ReadonlyMap<string, ReadonlySet<string>>): ReadonlyMap<string, ReadonlySet<string>> {
  const partOf = (id: string): string => id.replace(/^.*#make(.)/, (_, first: string) => first.toLowerCase());
  return new Map(Array.from(makers, ([id, parts]) => [partOf(id), parts]));
}

function withTheirParts(
  parts: ReadonlySet<string>,
  makers: ReadonlyMap<string, ReadonlySet<string>>,
): readonly string[] {
  const all = new Set<string>();
  const add = (part: string): void => {
    const others = makers.get(part);
    if (others === undefined || all.has(part)) return;
    all.add(part);
    for (const other of others) add(other);
  };
  for (const part of parts) add(part);
  return [...all].sort();
}
