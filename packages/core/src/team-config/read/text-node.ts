/** A value in a text file, whatever its format, with the offset where it begins. */
export type TextNode = TextMap | TextList | TextScalar;

export interface TextMap {
  readonly kind: "map";
  readonly start: number;
  /** In the order of the text; keys are unique. */
  readonly entries: readonly TextEntry[];
}

export interface TextEntry {
  readonly key: string;
  readonly keyStart: number;
  readonly value: TextNode;
}

export interface TextList {
  readonly kind: "list";
  readonly start: number;
  readonly items: readonly TextNode[];
}

export interface TextScalar {
  readonly kind: "scalar";
  readonly start: number;
  readonly value: string | number | boolean | null;
}

/** The plain value. Objects have no prototype, so no key is mistaken for an inherited one. */
export function plainValue(node: TextNode): unknown {
  if (node.kind === "scalar") return node.value;
  if (node.kind === "list") return node.items.map(plainValue);
  const object: Record<string, unknown> = { __proto__: null };
  for (const { key, value } of node.entries) object[key] = plainValue(value);
  return object;
}

export function entryOf(node: TextNode | undefined, key: string): TextEntry | undefined {
  return node?.kind === "map" ? node.entries.find((entry) => entry.key === key) : undefined;
}

/** The offset of the value at a path of keys and indexes, or of its key with `at: "key"`. If the path does not exist, of its last part that does. */
export function offsetOf(root: TextNode, path: readonly (string | number)[], at: "key" | "value" = "value"): number {
  let node = root;
  let offset = root.start;
  for (const step of path) {
    if (node.kind === "list" && typeof step === "number") {
      const item = node.items[step];
      if (item === undefined) return offset;
      node = item;
      offset = item.start;
      continue;
    }
    const entry = entryOf(node, String(step));
    if (entry === undefined) return offset;
    node = entry.value;
    offset = at === "key" ? entry.keyStart : node.start;
  }
  return offset;
}
