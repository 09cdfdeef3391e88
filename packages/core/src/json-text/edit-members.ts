import { type JsonStyle, lastLine, type NewMember, renderMembers, renderObject } from "./json-style.ts";
import type { JsonMember, JsonObject } from "./read-json-object.ts";
import type { Splice } from "./splice.ts";

/** The new source of a member's value, or undefined to remove the member. */
export type MemberFates = ReadonlyMap<JsonMember, string | undefined>;

export interface MembersEdit {
  readonly fates: MemberFates;
  /** Written after the last remaining member, laid out like the others. */
  readonly inserted: readonly NewMember[];
  /** Layout where the object has no member to show one, and the indentation of the line it begins on. */
  readonly style: JsonStyle;
  readonly indent: string | undefined;
}

interface EditedObject {
  readonly text: string;
  readonly object: JsonObject;
}

/** The splices of an edit of one object: only the given members and their commas change. */
export function editMembers(
  { text, object }: EditedObject,
  { fates, inserted, style, indent }: MembersEdit,
): readonly Splice[] {
  const [first] = object.members;
  const last = object.members.at(-1);
  if (first === undefined || last === undefined) {
    return inserted.length === 0 ? [] : [{ ...object, text: renderObject(style, inserted, indent) }];
  }
  const isRemoved = (member: JsonMember): boolean => fates.has(member) && fates.get(member) === undefined;
  const separator = separatorOf({ text, object }, style);
  const row = renderRow({ text, object }, separator, inserted);
  const lastKept = object.members.findLast((member) => !isRemoved(member));
  if (lastKept === undefined) {
    return [
      row === ""
        ? { start: object.start + 1, end: object.end - 1, text: "" }
        : { start: first.start, end: last.end, text: row },
    ];
  }
  const insertion = { start: lastKept.end, end: lastKept.end, text: separator + row };
  return [...(row === "" ? [] : [insertion]), ...replacements(fates), ...removals(object.members, isRemoved)];
}

function replacements(fates: MemberFates): readonly Splice[] {
  return [...fates].flatMap(([member, text]) =>
    text === undefined ? [] : { start: member.valueStart, end: member.end, text },
  );
}

/** A member is removed with the comma before it or, when no member remains before it, with the one after it. */
function removals(members: readonly JsonMember[], isRemoved: (member: JsonMember) => boolean): readonly Splice[] {
  const firstKept = members.findIndex((member) => !isRemoved(member));
  return members.flatMap((member, index) => {
    if (!isRemoved(member)) return [];
    const previous = index > firstKept ? members[index - 1] : undefined;
    if (previous !== undefined) return { start: previous.end, end: member.end, text: "" };
    const next = members[index + 1];
    return next === undefined ? [] : { start: member.start, end: next.start, text: "" };
  });
}

function renderRow({ text, object }: EditedObject, separator: string, inserted: readonly NewMember[]): string {
  const model = object.members.at(-1);
  const colon = model === undefined ? "\n" : text.slice(model.keyEnd, model.valueStart);
  const indent = separator.includes("\n") ? /^[ \t]*/.exec(lastLine(separator))?.[0] : undefined;
  return renderMembers(inserted, { colon: colon.includes("\n") ? ": " : colon, between: separator, indent });
}

/** The text between two members of the object: as between its last two, else as before its only one; without empty lines. */
function separatorOf({ text, object }: EditedObject, style: JsonStyle): string {
  const last = object.members.at(-1);
  const previous = object.members.at(-2);
  if (last === undefined || (previous === undefined && last.start === object.start + 1)) return style.comma;
  const gap =
    previous === undefined ? `,${text.slice(object.start + 1, last.start)}` : text.slice(previous.end, last.start);
  return gap.split(",").map(oneLineBreak).join(",");
}

function oneLineBreak(blanks: string): string {
  const line = lastLine(blanks);
  if (line.length === blanks.length) return blanks;
  return `${blanks.includes("\r\n") ? "\r\n" : "\n"}${line}`;
}
