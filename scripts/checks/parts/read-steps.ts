import { readNames } from "./read-names.ts";
import { readUses, type Uses } from "./read-uses.ts";
import { nameOf, type Node, nodeIn, nodesIn, readSyntaxTree, walk } from "./syntax-tree.ts";

/** A function, or a class, that is given the engine or some of its parts. */
export interface Step extends Uses {
  /** `path#name`. */
  readonly id: string;
  readonly path: string;
  readonly line: number;
  /** The type that it gives the engine. */
  readonly declared: Node;
}

export interface StepFile {
  readonly steps: readonly Step[];
  /** What a name in the file stands for, as an id; `path#*` for all of a file. */
  readonly names: ReadonlyMap<string, string>;
  /** The types that the file declares. */
  readonly types: ReadonlyMap<string, Node>;
}

/** Reads the steps of a file. Throws when it does not parse. */
export function readSteps(root: string, path: string): StepFile {
  const { statements, lineOf } = readSyntaxTree(root, path);
  const names = readNames(statements, path);
  const aliases = statements.filter(({ type }) => type === "TSTypeAliasDeclaration");
  const types = new Map(aliases.flatMap((alias) => entryOf(alias)));
  const steps = statements.flatMap((statement) => {
    const maker = makerOf(statement);
    const parameter = nodesIn(maker, "params").find((candidate) => isEngine(typeOf(candidate), types));
    const declared = typeOf(parameter);
    if (parameter === undefined || declared === undefined) return [];
    const uses = readUses(statement, { parameter, names, lineOf });
    return [{ id: `${path}#${nameOf(nodeIn(statement, "id"))}`, path, line: lineOf(statement), declared, ...uses }];
  });
  return { steps, names, types };
}

function entryOf(alias: Node): readonly (readonly [string, Node])[] {
  const type = nodeIn(alias, "typeAnnotation");
  return type === undefined ? [] : [[nameOf(nodeIn(alias, "id")), type]];
}

/** What has the parameters: a function, or the constructor of a class. */
function makerOf(statement: Node): Node | undefined {
  if (statement.type === "FunctionDeclaration") return statement;
  if (statement.type !== "ClassDeclaration") return undefined;
  const maker = nodesIn(nodeIn(statement, "body"), "body").find((member) => member["kind"] === "constructor");
  return nodeIn(maker, "value");
}

function typeOf(parameter: Node | undefined): Node | undefined {
  const pattern = parameter?.type === "AssignmentPattern" ? nodeIn(parameter, "left") : parameter;
  return nodeIn(nodeIn(pattern, "typeAnnotation"), "typeAnnotation");
}

/** Whether a type is the engine or some of it, or a function that loads such; `Engine["host"]` is not. */
function isEngine(type: Node | undefined, types: ReadonlyMap<string, Node>): boolean {
  let found = false;
  if (type === undefined) return false;
  walk(type, (node) => {
    if (node.type === "TSIndexedAccessType" || node.type === "TSTypeLiteral") return false;
    const name = nameOf(nodeIn(node, "typeName"));
    if (["Engine", "Parts", "Needs"].includes(name) || isEngine(types.get(name), types)) found = true;
    return undefined;
  });
  return found;
}
