import { keysOf, nameOf, type Node, nodeIn, nodesIn, walk } from "./syntax-tree.ts";

/** What a function does with the engine. */
export interface Uses {
  /** Names of the parts that it takes out of the engine itself. */
  readonly takes: ReadonlySet<string>;
  /** The functions and classes that it gives the engine to, as ids. */
  readonly calls: ReadonlySet<string>;
  /** Lines in which it does something else with the engine, so that nothing is known about what is used of it. */
  readonly hides: readonly number[];
}

interface Context {
  readonly parameter: Node;
  readonly names: ReadonlyMap<string, string>;
  readonly lineOf: (node: Node) => number;
}

/** Reads what a function or a class does with the engine that it gets by `parameter`. */
export function readUses(declaration: Node, { parameter, names, lineOf }: Context): Uses {
  const takes = new Set(keysOf(parameter));
  const calls = new Set<string>();
  const hides: number[] = [];
  const engines = new Set([nameOf(parameter)].filter(Boolean));
  walk(declaration, visit);
  return { takes, calls, hides };

  function visit(node: Node): false | undefined {
    if (node === parameter) return false;
    if (node.type === "MemberExpression" && isEngine(nodeIn(node, "object"))) {
      takes.add(nameOf(nodeIn(node, "property")));
      return false;
    }
    if (node.type === "VariableDeclarator" && isEngine(nodeIn(node, "init"))) {
      take(nodeIn(node, "id"));
      return false;
    }
    // A class keeps it: `this.#engine = engine`.
    if (node.type === "AssignmentExpression" && isEngine(nodeIn(node, "left"))) return false;
    const given = nodesIn(node, "arguments");
    if (given.some(isEngine)) {
      const callee = nodeIn(node, "callee");
      if (callee !== undefined) walk(callee, call);
      for (const argument of given) if (!isEngine(argument)) walk(argument, visit);
      return false;
    }
    if (!isEngine(node)) return undefined;
    hides.push(lineOf(node));
    return false;
  }

  function take(target: Node | undefined): void {
    if (target?.type === "ObjectPattern") for (const key of keysOf(target)) takes.add(key);
    else engines.add(nameOf(target));
  }

  /** In `(condition ? one : other)(engine)` both are called. */
  function call(callee: Node): undefined {
    const id = callee.type === "Identifier" ? names.get(nameOf(callee)) : undefined;
    if (id !== undefined) calls.add(id);
  }

  /** `engine`, what was called so, `this.#engine`, or `await loadEngine()`. */
  function isEngine(node: Node | undefined): boolean {
    switch (node?.type) {
      case "Identifier":
        return engines.has(nameOf(node));
      case "MemberExpression":
        return nodeIn(node, "property")?.type === "PrivateIdentifier" && nameOf(nodeIn(node, "property")) === "engine";
      case "AwaitExpression":
        return isEngine(nodeIn(nodeIn(node, "argument"), "callee"));
      default:
        return false;
    }
  }
}
