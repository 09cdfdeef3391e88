import type { Step, StepFile } from "./read-steps.ts";
import { keysOf, nameOf, type Node, nodeIn, nodesIn, readSyntaxTree, walk } from "./syntax-tree.ts";

/** The parts that each step needs, for itself and for what it gives the engine to; by id. */
export function partsNeeded(root: string, steps: readonly Step[]): ReadonlyMap<string, ReadonlySet<string>> {
  const needed = new Map<string, Set<string>>(steps.map(({ id, takes }) => [id, new Set(takes)]));
  const others = new Map<string, ReadonlySet<string>>();
  const partsOf = (id: string): ReadonlySet<string> => {
    const known = needed.get(id) ?? others.get(id) ?? partsAsked(root, id);
    if (!needed.has(id)) others.set(id, known);
    return known;
  };
  for (let grown = true; grown;) {
    grown = false;
    for (const { id, calls } of steps) {
      const parts = needed.get(id) ?? new Set();
      const before = parts.size;
      for (const call of calls) for (const part of partsOf(call)) parts.add(part);
      grown ||= parts.size > before;
    }
  }
  return needed;
}

/** The parts that a step says it needs; undefined when it names the whole engine. */
export function partsDeclared(
  { names, types }: StepFile,
  declared: Node,
  needed: ReadonlyMap<string, ReadonlySet<string>>,
): ReadonlySet<string> | undefined {
  const parts = new Set<string>();
  let isWhole = false;
  const read = (type: Node): void =>
    walk(type, (node) => {
      const alias = types.get(nameOf(nodeIn(node, "typeName")));
      if (alias !== undefined) read(alias);
      if (nameOf(nodeIn(node, "typeName")) === "Engine") isWhole = true;
      if (node.type === "Literal") parts.add(String(node["value"]));
      if (node.type === "TSTypeQuery")
        for (const part of needed.get(idOf(nodeIn(node, "exprName"), names)) ?? []) parts.add(part);
      return undefined;
    });
  read(declared);
  return isWhole ? undefined : parts;
}

/** What `typeof NAME` or `typeof MODULE.NAME` names. */
function idOf(expression: Node | undefined, names: ReadonlyMap<string, string>): string {
  if (expression?.type !== "TSQualifiedName") return names.get(nameOf(expression)) ?? "";
  const file = names.get(nameOf(nodeIn(expression, "left"))) ?? "";
  return file.replace("*", nameOf(nodeIn(expression, "right")));
}

/** What a function that is no step asks of its first parameter, by the pattern or by the type of that. */
function partsAsked(root: string, id: string): ReadonlySet<string> {
  const [path = "", name = ""] = id.split("#");
  const { statements } = readSyntaxTree(root, path);
  const named = (wanted: string): Node | undefined =>
    statements.find((statement) => nameOf(nodeIn(statement, "id")) === wanted);
  const [parameter] = nodesIn(named(name), "params");
  if (parameter?.type === "ObjectPattern") return new Set(keysOf(parameter));
  const parts = new Set<string>();
  const read = (type: Node | undefined): void => {
    if (type === undefined) return;
    walk(type, (node) => {
      if (node.type === "TSTypeReference") read(named(nameOf(nodeIn(node, "typeName"))));
      if (node.type !== "TSPropertySignature" && node.type !== "TSMethodSignature") return undefined;
      parts.add(nameOf(nodeIn(node, "key")));
      return false;
    });
  };
  read(nodeIn(parameter, "typeAnnotation"));
  return parts;
}
