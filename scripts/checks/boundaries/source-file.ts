import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parseSync } from "oxc-parser";

export interface SourceFile {
  /** Relative to the repository, with forward slashes. */
  readonly path: string;
  readonly lineCount: number;
  readonly imports: readonly Import[];
  /** Where `new Date()` asks the machine for the time. */
  readonly clockLine: number | undefined;
}

export interface Import {
  readonly specifier: string;
  readonly line: number;
  /** `static` runs with the file, `type` leaves no trace in the program, `dynamic` loads later. */
  readonly kind: "static" | "type" | "dynamic";
}

/** Reads what a file imports and re-exports. Throws when it does not parse. */
export function readSourceFile(root: string, path: string): SourceFile {
  const text = readFileSync(join(root, path), "utf8");
  const { module, errors } = parseSync(path, text);
  const [error] = errors;
  if (error !== undefined) throw new Error(`${path}: ${error.message}`);

  const lineAt = (index: number): number => text.slice(0, index).split("\n").length;
  const imports: Import[] = [];
  const add = (start: number, specifier: string, kind: Import["kind"]): void => {
    imports.push({ specifier, kind, line: lineAt(start) });
  };
  for (const { start, moduleRequest } of module.staticImports) {
    add(start, moduleRequest.value, isTypeOnly(text, start) ? "type" : "static");
  }
  for (const { start, entries } of module.staticExports) {
    const source = entries.find((entry) => entry.moduleRequest !== null)?.moduleRequest;
    if (source) add(start, source.value, isTypeOnly(text, start) ? "type" : "static");
  }
  for (const { start, moduleRequest } of module.dynamicImports) {
    const literal = /^(["'`])(.*)\1$/s.exec(text.slice(moduleRequest.start, moduleRequest.end));
    if (literal?.[2] !== undefined) add(start, literal[2], "dynamic");
  }
  const clock = /\bnew Date\(\s*\)/.exec(text);
  return { path, imports, lineCount: lineAt(text.length) - 1, clockLine: clock ? lineAt(clock.index) : undefined };
}

function isTypeOnly(text: string, start: number): boolean {
  return /^(import|export)\s+type\b(?!\s+from\b)/.test(text.slice(start, start + 40));
}
