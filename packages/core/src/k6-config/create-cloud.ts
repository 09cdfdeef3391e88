import { detectStyle, indentAt, type NewMember, renderObject } from "../json-text/json-style.ts";
import type { ObjectEdits } from "../json-text/object-edits.ts";
import type { K6ConfigDocument } from "./k6-config-document.ts";
import { skipBlanks } from "../json-text/scan-json.ts";
import type { Splice } from "../json-text/splice.ts";

/**
 * Gives a file without a `cloud` object one with these members, laid out like the rest of the file; nothing for no members. A file that is
 * `null` has no object to edit: the splice that replaces it is returned.
 */
export function createCloud(
  document: K6ConfigDocument,
  members: readonly NewMember[],
  edits: ObjectEdits,
): readonly Splice[] {
  if (members.length === 0) return [];
  const { text, root, collectors } = document;
  const style = detectStyle(text, root);
  const cloud: NewMember = { key: "cloud", value: (indent) => renderObject(style, members, indent) };
  const wrapped: NewMember = { key: "collectors", value: (indent) => renderObject(style, [cloud], indent) };
  const last = collectors.at(-1);
  if (root === undefined) {
    const start = skipBlanks(text, 0);
    return [{ start, end: start + "null".length, text: renderObject(style, [wrapped], "") }];
  }
  const holder = collectors.find(({ object }) => object?.members.includes(document.cloud?.member ?? NO_MEMBER));
  const isNull = collectors.every(({ object }) => object === undefined);
  if (document.cloud !== undefined && holder?.object !== undefined) {
    const { member } = document.cloud;
    edits.change(holder.object, [[member, cloud.value(indentAt(text, member.start))]]);
  } else if (last?.object !== undefined) edits.insert(last.object, [cloud], last.member.start);
  else if (last !== undefined && isNull)
    edits.change(root, [[last.member, wrapped.value(indentAt(text, last.member.start))]]);
  else edits.insert(root, [wrapped], root.start);
  return [];
}

const NO_MEMBER = { key: "", start: 0, keyEnd: 0, valueStart: 0, end: 0 };
