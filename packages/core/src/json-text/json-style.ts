import type { JsonObject } from "./read-json-object.ts";

/** How a JSON text is laid out. */
export interface JsonStyle {
  readonly newline: string;
  /** One level of indentation; undefined where everything is on one line. */
  readonly unit: string | undefined;
  /** Between a key and its value. */
  readonly colon: string;
  /** Between members on one line. */
  readonly comma: string;
  /** Inside the braces of an object on one line. */
  readonly padding: string;
}

const NEW_FILE: JsonStyle = { newline: "\n", unit: "  ", colon: ": ", comma: ", ", padding: "" };

/** The layout of a text by its outermost object; that of a new file where it shows none. */
export function detectStyle(text: string, root: JsonObject | undefined): JsonStyle {
  const newline = /\r?\n/.exec(text)?.[0] ?? NEW_FILE.newline;
  const [first, second] = root?.members ?? [];
  if (root === undefined || first === undefined) return { ...NEW_FILE, newline };
  const opening = text.slice(root.start + 1, first.start);
  const colon = onOneLine(text.slice(first.keyEnd, first.valueStart)) ?? NEW_FILE.colon;
  const comma = second === undefined ? undefined : onOneLine(text.slice(first.end, second.start));
  return {
    newline,
    unit: opening.includes("\n") ? withoutPrefix(lastLine(opening), indentAt(text, root.start) ?? "") : undefined,
    colon,
    comma: comma ?? (colon.endsWith(" ") ? ", " : ","),
    padding: onOneLine(opening) ?? "",
  };
}

/** A member to be written: its value may depend on the indentation of its line, which is undefined inside a line. */
export interface NewMember {
  readonly key: string;
  readonly value: (indent: string | undefined) => string;
}

/** An object in the given layout; `indent` is the indentation of the line it begins on. */
export function renderObject(style: JsonStyle, members: readonly NewMember[], indent: string | undefined): string {
  if (members.length === 0) return "{}";
  const { before, between, after, inner } = layOut(style, indent);
  return `{${before}${renderMembers(members, { colon: style.colon, between, indent: inner })}${after}}`;
}

/** The text around and between the members of an object that has none yet. */
function layOut(
  style: JsonStyle,
  indent: string | undefined,
): { before: string; between: string; after: string; inner: string | undefined } {
  const { newline, unit, comma, padding } = style;
  if (unit === undefined || indent === undefined)
    return { before: padding, between: comma, after: padding, inner: undefined };
  const inner = indent + unit;
  return { before: newline + inner, between: `,${newline}${inner}`, after: newline + indent, inner };
}

/** Members in a row. */
export function renderMembers(
  members: readonly NewMember[],
  { colon, between, indent }: { readonly colon: string; readonly between: string; readonly indent: string | undefined },
): string {
  return members.map(({ key, value }) => `"${key}"${colon}${value(indent)}`).join(between);
}

/** The indentation of the line at `offset`; undefined when there is other text before it on the line. */
export function indentAt(text: string, offset: number): string | undefined {
  const before = text.slice(text.lastIndexOf("\n", offset - 1) + 1, offset);
  return /^[ \t\r]*$/.test(before) ? before : undefined;
}

/** What follows the last line break; the text itself where there is none. */
export function lastLine(blanks: string): string {
  return blanks.slice(blanks.lastIndexOf("\n") + 1);
}

function onOneLine(blanks: string): string | undefined {
  return blanks.includes("\n") ? undefined : blanks;
}

function withoutPrefix(text: string, prefix: string): string {
  return text.startsWith(prefix) ? text.slice(prefix.length) : text;
}
