import { importTarget } from "../boundaries/import-target.ts";
import { nameOf, type Node, nodeIn, nodesIn, walk } from "./syntax-tree.ts";

/** What the names in a file stand for, as `path#name`: what it declares, imports, and takes out of an `await import()`. */
export function readNames(statements: readonly Node[], path: string): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  const bring = (source: Node | undefined, imported: string, local: string): void => {
    const target = importTarget(path, String(source?.["value"]));
    if (target.kind === "file") names.set(local, `${target.path}#${imported}`);
  };
  for (const statement of statements) {
    const declared = nameOf(nodeIn(statement, "id"));
    if (declared !== "") names.set(declared, `${path}#${declared}`);
    for (const specifier of nodesIn(statement, "specifiers")) {
      const imported = nodeIn(specifier, "imported");
      bring(
        nodeIn(statement, "source"),
        imported === undefined ? "*" : nameOf(imported),
        nameOf(nodeIn(specifier, "local")),
      );
    }
    walk(statement, (node) => {
      const source = node.type === "VariableDeclarator" ? loadedBy(nodeIn(node, "init")) : undefined;
      if (source !== undefined)
        for (const property of nodesIn(nodeIn(node, "id"), "properties"))
          bring(source, nameOf(nodeIn(property, "key")), nameOf(nodeIn(property, "value")));
      return undefined;
    });
  }
  return names;
}

/** The source of `await import("…")`. */
function loadedBy(init: Node | undefined): Node | undefined {
  const awaited = init?.type === "AwaitExpression" ? nodeIn(init, "argument") : undefined;
  return awaited?.type === "ImportExpression" ? nodeIn(awaited, "source") : undefined;
}
