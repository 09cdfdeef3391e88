/** A node of the syntax tree, with the fields that matter here. */
export interface Node {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly name?: string;
  readonly value?: unknown;
  readonly key?: Node;
  readonly id?: Node;
  readonly init?: Node;
  readonly callee?: Node;
  readonly declaration?: Node;
  readonly argument?: Node;
  readonly arguments?: readonly Node[];
  readonly properties?: readonly Node[];
  readonly elements?: readonly Node[];
  readonly expression?: Node;
  readonly expressions?: readonly Node[];
  readonly quasis?: readonly { readonly value: { readonly cooked: string } }[];
  readonly body?: Node;
  readonly object?: Node;
  readonly property?: Node;
  readonly consequent?: Node;
  readonly alternate?: Node;
  readonly left?: Node;
  readonly right?: Node;
  readonly operator?: string;
}

interface Reading {
  readonly source: string;
  /** Initial values of the variables read so far, by name. */
  readonly constants: ReadonlyMap<string, Node>;
  /** Takes every literal that the text contains, so that it is not listed again. */
  use(node: Node): void;
}

const LONGEST_PLACEHOLDER = 60;

/** The text that an expression has, with placeholders for what is only known at run time. */
export function textOf(node: Node, reading: Reading): string {
  const inner = (part: Node | undefined): string => (part === undefined ? "" : textOf(part, reading));
  switch (node.type) {
    case "Literal":
      reading.use(node);
      return typeof node.value === "string" ? node.value : placeholder(node, reading);
    case "TemplateLiteral":
      reading.use(node);
      return (node.quasis ?? []).map(({ value }, at) => value.cooked + inner(node.expressions?.[at])).join("");
    case "ConditionalExpression":
      return `{${inner(node.consequent)}|${inner(node.alternate)}}`;
    case "LogicalExpression":
      return `{${bare(inner(node.left))}|${bare(inner(node.right))}}`;
    case "BinaryExpression":
      return node.operator === "+" ? inner(node.left) + inner(node.right) : placeholder(node, reading);
    case "CallExpression": {
      const each = mappedText(node);
      return each === undefined ? placeholder(node, reading) : `{${inner(each)}, …}`;
    }
    case "ParenthesizedExpression":
    case "TSAsExpression":
    case "TSNonNullExpression":
      return inner(node.expression);
    case "Identifier": {
      const constant = reading.constants.get(node.name ?? "");
      const isText =
        constant !== undefined && /^(?:Literal|TemplateLiteral|ConditionalExpression)$/.test(constant.type);
      return isText ? textOf(constant, reading) : placeholder(node, reading);
    }
    default:
      return placeholder(node, reading);
  }
}

/** The text that a call of `map`, and `join` after it, makes of each item; undefined for another call. */
export function mappedText({ callee, arguments: given }: Node): Node | undefined {
  if (callee?.property?.name === "join" && callee.object?.type === "CallExpression") return mappedText(callee.object);
  if (callee?.property?.name !== "map" && callee?.property?.name !== "flatMap") return undefined;
  const body = given?.[0]?.body;
  return body !== undefined && /^(?:TemplateLiteral|Literal|ConditionalExpression)$/.test(body.type) ? body : undefined;
}

function placeholder({ start, end }: Node, { source }: Reading): string {
  const code = source.slice(start, end).replace(/\s+/g, " ");
  return `{${code.length > LONGEST_PLACEHOLDER ? `${code.slice(0, LONGEST_PLACEHOLDER)}…` : code}}`;
}

function bare(text: string): string {
  return /^\{[^{}|]*\}$/.test(text) ? text.slice(1, -1) : text;
}
