import {
  CST,
  type Document,
  isAlias,
  isMap,
  isNode,
  isScalar,
  isSeq,
  Lexer,
  type Node,
  parseDocument,
  type YAMLMap,
  type YAMLSeq,
} from "yaml";
import { MOST_NODES, refuseDuplicate, TextBudget, TextFault, TOO_MANY_VALUES } from "./text-limits.ts";
import type { TextEntry, TextNode } from "./text-node.ts";

/** YAML 1.2 with the core types. k6p finds duplicate keys itself, because the library compares each key with every other. */
export const YAML_OPTIONS = {
  version: "1.2",
  schema: "core",
  merge: false,
  uniqueKeys: false,
  stringKeys: true,
  prettyErrors: false,
} as const;

const LONG_TEXT = 32 * 1024;
/** A key, a colon and a value for each value that a text may have. */
const MOST_MARKS = 3 * MOST_NODES;
const MARKS: ReadonlySet<string> = new Set([
  "scalar",
  "single-quoted-scalar",
  "double-quoted-scalar",
  "block-scalar-header",
  "flow-map-start",
  "flow-seq-start",
  "seq-item-ind",
  "explicit-key-ind",
  "map-value-ind",
  "comma",
  "anchor",
  "alias",
  "tag",
]);
/** Lexemes that say how to read the next one; they are not in the text. */
const MODES: ReadonlySet<string> = new Set([CST.DOCUMENT, CST.FLOW_END, CST.SCALAR]);

/**
 * Reads a YAML text; undefined if it is empty. Accepts only JSON values. Refuses aliases, anchors, tags and directives, with which a small text can
 * expand to a huge or surprising value. Throws `TextFault`.
 */
export function parseYamlText(text: string): TextNode | undefined {
  refuseManyMarks(text);
  const document = parse(text);
  const [fault] = document.errors;
  if (fault !== undefined) throw new TextFault(fault.pos[0], yamlReason(fault.code, fault.message));
  const { yaml, tags } = document.directives ?? {};
  if (yaml?.explicit === true || Object.keys(tags ?? {}).some((handle) => handle !== "!!"))
    throw new TextFault(0, "it has a directive (a line that starts with %), which team files do not support");
  const root = nodeOf(document.contents);
  return root === undefined ? undefined : convert(root, { budget: new TextBudget(), depth: 0, parent: 0 });
}

function parse(text: string): Document {
  try {
    return parseDocument(text, YAML_OPTIONS);
  } catch (error) {
    // The parser recurses for every level, so a text of nothing but levels overflows the stack.
    if (error instanceof RangeError) throw new TextFault(0, "it is nested too deeply");
    throw error;
  }
}

/** Counts the tokens of a large text before it is parsed: 250,000 of them keep the parser busy for seconds. */
function refuseManyMarks(text: string): void {
  if (text.length < LONG_TEXT) return;
  let marks = 0;
  let offset = 0;
  for (const lexeme of new Lexer().lex(text)) {
    const type = CST.tokenType(lexeme);
    if (type !== null && MARKS.has(type) && ++marks > MOST_MARKS) throw new TextFault(offset, TOO_MANY_VALUES);
    if (!MODES.has(lexeme)) offset += lexeme.length;
  }
}

function yamlReason(code: string, message: string): string {
  if (code === "MULTIPLE_DOCS") return "it has more than one document (a line of ---)";
  return `it is not valid YAML (${message.replace(/\s+at line \d+.*$/s, "")})`;
}

interface Surroundings {
  readonly budget: TextBudget;
  readonly depth: number;
  /** Offset of the parent node. */
  readonly parent: number;
}

function nodeOf(value: unknown): Node | undefined {
  return isNode(value) ? value : undefined;
}

function convert(node: Node | undefined, { budget, depth, parent }: Surroundings): TextNode {
  const start = node?.range?.[0] ?? parent;
  budget.spend(start, depth);
  if (node === undefined) return { kind: "scalar", start, value: null };
  refuseExtras(node, start);
  const below = { budget, depth: depth + 1, parent: start };
  if (isMap(node)) return { kind: "map", start, entries: entriesOf(node, below) };
  if (isSeq(node)) return { kind: "list", start, items: itemsOf(node, below) };
  if (isScalar(node)) return { kind: "scalar", start, value: scalarOf(node.value, start) };
  throw new TextFault(start, "it has a value that is not a map, a list or a scalar");
}

function refuseExtras(node: Node, start: number): void {
  if (isAlias(node)) throw new TextFault(start, "it has an alias (*name), which team files do not support");
  if ("anchor" in node && node.anchor !== undefined)
    throw new TextFault(start, "it has an anchor (&name), which team files do not support");
  if (node.tag !== undefined) throw new TextFault(start, "it has a tag (!name), which team files do not support");
}

function entriesOf(map: YAMLMap, below: Surroundings): readonly TextEntry[] {
  const keys = new Set<string>();
  return map.items.map((pair) => {
    const keyNode = nodeOf(pair.key);
    const keyStart = keyNode?.range?.[0] ?? below.parent;
    if (!isScalar(keyNode)) throw new TextFault(keyStart, "it has a key that is not a string");
    refuseExtras(keyNode, keyStart);
    const key = String(keyNode.value);
    refuseDuplicate(keys, key, keyStart);
    return { key, keyStart, value: convert(nodeOf(pair.value), { ...below, parent: keyStart }) };
  });
}

function itemsOf(list: YAMLSeq, below: Surroundings): readonly TextNode[] {
  return list.items.map((item) => convert(nodeOf(item), below));
}

function scalarOf(value: unknown, start: number): string | number | boolean | null {
  if (typeof value === "string" || typeof value === "number" || typeof value === "boolean" || value === null)
    return value;
  throw new TextFault(start, "it has a value that is not a string, a number, true, false or null");
}
