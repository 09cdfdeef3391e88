import { JsonFault, scanJson, skipBlanks } from "../../json-text/scan-json.ts";
import { refuseDuplicate, TextBudget, TextFault } from "./text-limits.ts";
import type { TextEntry, TextNode } from "./text-node.ts";

/** Reads a JSON text, offsets in UTF-16 units. Throws `TextFault`. */
export function parseJsonText(text: string): TextNode {
  requireJson(text);
  return new JsonReader(text).value(skipBlanks(text, 0), 0).node;
}

/** The value of one member of a JSON object; undefined when it has none. Throws `TextFault`, also if the member appears twice. */
export function parseJsonMember(text: string, key: string): TextNode | undefined {
  requireJson(text);
  const start = skipBlanks(text, 0);
  return text[start] === "{" ? new JsonReader(text).member(start, key) : undefined;
}

function requireJson(text: string): void {
  try {
    const end = skipBlanks(text, scanJson(text, 0));
    if (end < text.length) throw new TextFault(end, "there is text after the JSON value");
  } catch (error) {
    throw error instanceof JsonFault ? new TextFault(error.offset, error.message) : error;
  }
}

interface Read<Node> {
  readonly node: Node;
  /** Offset after it. */
  readonly end: number;
}

/** Reads values of a text that is known to be JSON. */
class JsonReader {
  readonly #text: string;
  readonly #budget = new TextBudget();

  constructor(text: string) {
    this.#text = text;
  }

  value(start: number, depth: number): Read<TextNode> {
    this.#budget.spend(start, depth);
    if (this.#text[start] === "{") return this.#map(start, depth);
    if (this.#text[start] === "[") return this.#list(start, depth);
    const end = scanJson(this.#text, start);
    return { node: { kind: "scalar", start, value: scalarOf(this.#text.slice(start, end)) }, end };
  }

  member(start: number, wanted: string): TextNode | undefined {
    let found: TextNode | undefined;
    let at = this.#next(start + 1);
    while (this.#text[at] !== "}") {
      const { key, valueStart } = this.#key(at);
      if (key === wanted && found !== undefined)
        throw new TextFault(at, `the key ${JSON.stringify(key)} appears twice`);
      if (key === wanted) found = this.value(valueStart, 0).node;
      at = this.#next(scanJson(this.#text, valueStart));
    }
    return found;
  }

  #map(start: number, depth: number): Read<TextNode> {
    const entries: TextEntry[] = [];
    const keys = new Set<string>();
    let at = this.#next(start + 1);
    while (this.#text[at] !== "}") {
      const { key, valueStart } = this.#key(at);
      refuseDuplicate(keys, key, at);
      const { node, end } = this.value(valueStart, depth + 1);
      entries.push({ key, keyStart: at, value: node });
      at = this.#next(end);
    }
    return { node: { kind: "map", start, entries }, end: at + 1 };
  }

  #list(start: number, depth: number): Read<TextNode> {
    const items: TextNode[] = [];
    let at = this.#next(start + 1);
    while (this.#text[at] !== "]") {
      const { node, end } = this.value(at, depth + 1);
      items.push(node);
      at = this.#next(end);
    }
    return { node: { kind: "list", start, items }, end: at + 1 };
  }

  #key(start: number): { readonly key: string; readonly valueStart: number } {
    const end = scanJson(this.#text, start);
    const colon = skipBlanks(this.#text, end);
    return { key: String(JSON.parse(this.#text.slice(start, end))), valueStart: skipBlanks(this.#text, colon + 1) };
  }

  /** The next key, item or bracket, a comma before it skipped. */
  #next(from: number): number {
    const at = skipBlanks(this.#text, from);
    return this.#text[at] === "," ? skipBlanks(this.#text, at + 1) : at;
  }
}

function scalarOf(source: string): string | number | boolean | null {
  const value: unknown = JSON.parse(source);
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean" ? value : null;
}
