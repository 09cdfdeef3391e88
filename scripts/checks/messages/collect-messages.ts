import { parseSync } from "oxc-parser";
import { mappedText, textOf, type Node } from "./message-text.ts";

/** Settings of command declarations: interface.snapshot.txt shows their texts as help. */
const SHOWN_AS_HELP = new Set(["summary", "description", "examples", "notes", "sections"]);
/** A text for people has two words with a space in between. */
const SENTENCE = /\p{L}{2,}[.,:;…]? \S*\p{L}/u;

/**
 * Every text in a source file that k6p can print, in order: a message with its code or level and its remedies, then texts that are
 * parts of messages, prompts or output. Placeholders are `{expression}`; alternatives are `{one|other}`.
 */
export function collectMessages(path: string, source: string): readonly string[] {
  const { program } = parseSync(path, source);
  const used = new Set<Node>();
  const constants = new Map<string, Node>();
  /** With the literal that the line shows, for a text that may turn out to be a part of a message. */
  const found: { readonly line: string; readonly literal?: Node }[] = [];

  visit(program as unknown as Node);
  return found.flatMap(({ line, literal }) => (literal !== undefined && used.has(literal) ? [] : [visible(line)]));

  function visit(node: Node): void {
    if (node.type === "VariableDeclarator" && node.id?.type === "Identifier" && node.init)
      constants.set(node.id.name ?? "", node.init);
    if (/^TS(?:Type|Interface|Enum|Literal)|^(?:Import|ExportNamed|ExportAll)Declaration$/.test(node.type)) {
      if (node.declaration) visit(node.declaration);
      return;
    }
    if (node.type === "Property" && SHOWN_AS_HELP.has(node.key?.name ?? "")) return;
    if (node.type === "NewExpression" && node.callee?.name === "K6pError") addError(node);
    else if (node.type === "ObjectExpression" && property(node, "message") !== undefined) addMessage(node);
    else if (node.type === "Literal" || node.type === "TemplateLiteral") addText(node);
    else visitChildren(node);
  }

  function visitChildren(node: Node): void {
    for (const [key, value] of Object.entries(node)) {
      if (key === "typeAnnotation" || key === "typeArguments" || key === "returnType") continue;
      for (const child of Array.isArray(value) ? value : [value]) if (isNode(child)) visit(child);
    }
  }

  function addError(node: Node): void {
    const [code, facts] = node.arguments ?? [];
    if (facts?.type === "ObjectExpression") addMessage(facts, code === undefined ? "" : written(code));
    else visitChildren(node);
  }

  function addMessage(node: Node, code?: string): void {
    const kind = code ?? read(node, "code") ?? read(node, "level") ?? "message";
    found.push({ line: `${kind}: ${read(node, "message") ?? ""}` });
    const remedy = property(node, "remedy");
    if (remedy !== undefined) addRemedy(remedy);
    for (const child of node.properties ?? []) {
      const name = child.key?.name;
      if (name !== "message" && name !== "remedy" && name !== "code" && name !== "level") visit(child);
    }
  }

  function addRemedy(node: Node): void {
    const value = node.type === "Identifier" ? (constants.get(node.name ?? "") ?? node) : node;
    const list = entries(value);
    if (list === undefined) found.push({ line: `    > ${written(value)}` });
    else for (const entry of list) found.push({ line: `    > ${written(entry)}` });
  }

  /** The entries of an array, with those of spread alternatives; undefined for anything else. */
  function entries(node: Node): readonly Node[] | undefined {
    if (node.type === "ArrayExpression")
      return (node.elements ?? []).flatMap((element) =>
        element.type === "SpreadElement" && element.argument ? (entries(element.argument) ?? [element]) : [element],
      );
    if (node.type === "ParenthesizedExpression" && node.expression) return entries(node.expression);
    const each = node.type === "CallExpression" ? mappedText(node) : undefined;
    if (each !== undefined) return [each];
    if (node.type !== "ConditionalExpression" || !node.consequent || !node.alternate) return undefined;
    const [one, other] = [entries(node.consequent), entries(node.alternate)];
    return one === undefined || other === undefined ? undefined : [...one, ...other];
  }

  function addText(node: Node): void {
    const parts = new Set<Node>();
    const text = textOf(node, { source, constants, use: (part) => parts.add(part) });
    for (const line of text.split("\n"))
      if (SENTENCE.test(line)) found.push({ line: `  ~ ${line.trim()}`, literal: node });
    for (const part of parts) if (part !== node) used.add(part);
  }

  function read(node: Node, name: string): string | undefined {
    const value = property(node, name);
    return value === undefined ? undefined : written(value);
  }

  function written(node: Node): string {
    return textOf(node, { source, constants, use: (part) => used.add(part) });
  }
}

function property(node: Node, name: string): Node | undefined {
  return node.properties?.find((entry) => entry.key?.name === name)?.value as Node | undefined;
}

function isNode(value: unknown): value is Node {
  return typeof value === "object" && value !== null && "type" in value;
}

/** A terminal sequence must not act in a reviewer's terminal. */
function visible(line: string): string {
  return line.replace(/\p{Cc}/gu, (character) => JSON.stringify(character).slice(1, -1));
}
