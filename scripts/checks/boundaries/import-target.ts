import { posix } from "node:path";
import { isBuiltin } from "node:module";

export type ImportTarget =
  | { readonly kind: "file"; readonly path: string }
  | { readonly kind: "builtin"; readonly name: string }
  | { readonly kind: "package"; readonly name: string };

/**
 * What an import of a file names: a file of this repository (core also by its package name), a module of Node, or a
 * package.
 */
export function importTarget(importer: string, specifier: string): ImportTarget {
  if (specifier.startsWith(".")) return { kind: "file", path: posix.join(posix.dirname(importer), specifier) };
  if (isBuiltin(specifier)) return { kind: "builtin", name: `node:${specifier.replace(/^node:/, "")}` };
  const inCore = /^@k6p\/core(?:\/(.+))?$/.exec(specifier);
  if (inCore) return { kind: "file", path: `packages/core/src/${inCore[1] ?? "index"}.ts` };
  return { kind: "package", name: specifier };
}
