import { editMembers } from "../json-text/edit-members.ts";
import { detectStyle, indentAt, type NewMember, renderObject } from "../json-text/json-style.ts";
import type { K6ConfigDocument } from "./k6-config-document.ts";
import type { JsonMember } from "../json-text/read-json-object.ts";
import { skipBlanks } from "../json-text/scan-json.ts";
import type { Splice } from "../json-text/splice.ts";

/** The splices that give a file without a `cloud` object one with these members, laid out like the rest of the file; none for no members. */
export function createCloud(document: K6ConfigDocument, members: readonly NewMember[]): readonly Splice[] {
  if (members.length === 0) return [];
  const { text, root, collectors } = document;
  const style = detectStyle(text, root);
  const cloud: NewMember = { key: "cloud", value: (indent) => renderObject(style, members, indent) };
  const wrapped: NewMember = { key: "collectors", value: (indent) => renderObject(style, [cloud], indent) };
  const fates = new Map();
  const last = collectors.at(-1);
  if (document.cloud !== undefined) return [replaceValue(text, document.cloud.member, cloud)];
  if (last?.object !== undefined) {
    return editMembers(
      { text, object: last.object },
      { fates, inserted: [cloud], style, indent: indentAt(text, last.member.start) },
    );
  }
  const holdsNothing = collectors.every(({ object }) => object === undefined);
  if (last !== undefined && holdsNothing) return [replaceValue(text, last.member, wrapped)];
  if (root !== undefined)
    return editMembers(
      { text, object: root },
      { fates, inserted: [wrapped], style, indent: indentAt(text, root.start) },
    );
  const start = skipBlanks(text, 0);
  return [{ start, end: start + "null".length, text: renderObject(style, [wrapped], "") }];
}

function replaceValue(text: string, member: JsonMember, { value }: NewMember): Splice {
  return { start: member.valueStart, end: member.end, text: value(indentAt(text, member.start)) };
}
