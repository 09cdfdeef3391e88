import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parseSync } from "oxc-parser";

/** A node of a syntax tree (ESTree with TypeScript). */
export interface Node {
  readonly type: string;
  readonly start: number;
  readonly [property: string]: unknown;
}

export interface SyntaxTree {
  /** The statements of the file, without `export` around a declaration. */
  readonly statements: readonly Node[];
  lineOf(node: Node): number;
}

/** Throws when the file does not parse. */
export function readSyntaxTree(root: string, path: string): SyntaxTree {
  const text = readFileSync(join(root, path), "utf8");
  const { program, errors } = parseSync(path, text);
  const [error] = errors;
  if (error !== undefined) throw new Error(`${path}: ${error.message}`);
  const statements = nodesIn({ ...program }, "body");
  return {
    statements: statements.map((statement) => nodeIn(statement, "declaration") ?? statement),
    lineOf: ({ start }) => text.slice(0, start).split("\n").length,
  };
}

/** Visits a node and all below it, in the order of the text; `false` leaves out what is below a node. */
export function walk(node: Node, visit: (node: Node) => false | undefined): void {
  if (visit(node) === false) return;
  for (const value of Object.values(node))
    for (const child of Array.isArray(value) ? value : [value]) if (isNode(child)) walk(child, visit);
}

/** The node in a property; undefined when there is none. */
export function nodeIn(node: Node | undefined, property: string): Node | undefined {
  const value = node?.[property];
  return isNode(value) ? value : undefined;
}

/** The nodes in a property that holds a list; holes are left out. */
export function nodesIn(node: Readonly<Record<string, unknown>> | undefined, property: string): readonly Node[] {
  const value = node?.[property];
  return Array.isArray(value) ? value.filter(isNode) : [];
}

/** The name of an identifier, else the empty string. */
export function nameOf(node: Node | undefined): string {
  return node !== undefined && "name" in node && typeof node["name"] === "string" ? node["name"] : "";
}

/** The names that a pattern takes out of an object: `{ host: { env }, notify }` takes `host` and `notify`. */
export function keysOf(pattern: Node): readonly string[] {
  return nodesIn(pattern, "properties").map((property) => nameOf(nodeIn(property, "key")));
}

function isNode(value: unknown): value is Node {
  return typeof value === "object" && value !== null && "type" in value && typeof value.type === "string";
}
