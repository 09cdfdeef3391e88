import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { COMMANDS, DEFAULT_COMMAND } from "../src/frame/commands.ts";

const ROOT = join(import.meta.dirname, "../../..");
const MAKERS = join(ROOT, "packages/core/src/engine/part-makers.ts");
const TABLE = "apps/k6p/src/frame/commands.ts";
const RUN_HOT = join(ROOT, "apps/k6p/src/hot/run-hot.ts");

/** A hot command, and what its program is made of. */
export interface HotProgram {
  /** `profile-use` */
  readonly name: string;
  /** The words that run it: its id, its short forms, and nothing where it is the default. */
  readonly calls: readonly string[];
  /** The file that declares the command. */
  readonly file: string;
  /** The text of the program: one call, with the command and what makes the parts that it uses. */
  readonly source: string;
}

interface Declaration {
  readonly path: string;
  readonly exported: string;
}

/** The programs of the commands that the table declares as hot. Which parts they use is read in the types of their operations. */
export function hotPrograms(): readonly HotProgram[] {
  const declarations = readDeclarations();
  const hot = Object.entries(COMMANDS).flatMap(([id, { aliases = [], hiddenAliases = [], hot: isHot }], index) => {
    const declaration = declarations[index];
    return isHot && declaration !== undefined
      ? [{ id, names: [id, ...aliases, ...hiddenAliases], ...declaration }]
      : [];
  });
  const partsOf = readParts(hot.map(({ path }) => path));
  return hot.map(({ id, names, path, exported }) => {
    const calls = [...names, ...(id === DEFAULT_COMMAND ? [""] : [])];
    const file = join(ROOT, path);
    const makers = (partsOf.get(path) ?? []).map(
      (part) => `${part}: make.make${part[0]?.toUpperCase()}${part.slice(1)}`,
    );
    const source = [
      `import { ${exported} as definition } from ${JSON.stringify(file)};`,
      `import { runHot } from ${JSON.stringify(RUN_HOT)};`,
      `import * as make from ${JSON.stringify(MAKERS)};`,
      `runHot({ id: ${JSON.stringify(id)}, calls: ${JSON.stringify(calls)}, definition, makers: { ${makers.join(", ")} } });`,
    ].join("\n");
    return { name: id.replaceAll(" ", "-"), calls, file, source };
  });
}

/** The file of each command and the name of the command in it, as the table loads them, in the order of the table. */
function readDeclarations(): readonly Declaration[] {
  const found = readFileSync(join(ROOT, TABLE), "utf8").matchAll(
    /import\("\.\.(?<path>\/commands\/[^"]+)"\)\)\.(?<exported>\w+)/g,
  );
  const declarations = Array.from(found, ({ groups = {} }) => ({
    path: `apps/k6p/src${groups["path"]}`,
    exported: groups["exported"] ?? "",
  }));
  if (declarations.length === Object.keys(COMMANDS).length) return declarations;
  throw new Error(`${TABLE} loads a command in another way than by import() of its file`);
}

function readParts(files: readonly string[]): ReadonlyMap<string, readonly string[]> {
  const script = join(ROOT, "scripts/checks/parts/print-parts.ts");
  const lines = execFileSync(process.execPath, [script, ...files], { cwd: ROOT, encoding: "utf8" })
    .trim()
    .split("\n");
  return new Map(lines.map((line) => line.split(" ")).map(([file = "", ...parts]) => [file, parts]));
}
