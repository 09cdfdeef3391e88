import { editMembers } from "../../json-text/edit-members.ts";
import { encodeJsonString } from "../../json-text/json-string.ts";
import { detectStyle, indentAt, type JsonStyle, type NewMember, renderObject } from "../../json-text/json-style.ts";
import { type JsonMember, type JsonObject, readJsonObject } from "../../json-text/read-json-object.ts";
import { skipBlanks } from "../../json-text/scan-json.ts";
import { applySplices, type Splice } from "../../json-text/splice.ts";
import type { EntryValue } from "./definition-entries.ts";
import type { TeamEdit } from "./team-edit.ts";

interface Edited {
  readonly text: string;
  readonly object: JsonObject;
  readonly style: JsonStyle;
  readonly indent: string | undefined;
}

/** Changes a JSON team file that has been checked, and keeps its layout. `key` is the key of a `package.json` that holds it. */
export function editJsonTeam(json: string, edit: TeamEdit, key: string | undefined): string {
  // The editor of JSON counts bytes.
  const text = Buffer.from(json, "utf8").toString("latin1");
  const outer = readJsonObject(text, skipBlanks(text, 0));
  const style = detectStyle(text, outer);
  const holder = key === undefined ? undefined : outer?.members.find((member) => member.key === key);
  const team = holder === undefined ? outer : readJsonObject(text, holder.valueStart);
  if (team === undefined) return json;
  const indent = indentAt(text, holder?.start ?? team.start);
  const splices = editProfiles({ text, object: team, style, indent }, edit);
  return Buffer.from(applySplices(text, splices), "latin1").toString("utf8");
}

function editProfiles({ text, object, style, indent }: Edited, edit: TeamEdit): readonly Splice[] {
  const member = object.members.find(({ key }) => key === "profiles");
  const profiles = member === undefined ? undefined : readJsonObject(text, member.valueStart);
  if (member === undefined || profiles === undefined) {
    const inserted: readonly NewMember[] =
      edit.kind === "remove"
        ? []
        : [{ key: "profiles", value: (at) => renderObject(style, [newProfile(edit, style)], at) }];
    return editMembers({ text, object }, { fates: new Map(), inserted, style, indent });
  }
  return editMembers(
    { text, object: profiles },
    {
      fates: edit.kind === "remove" ? removal(profiles, edit.name) : new Map<JsonMember, undefined>(),
      inserted: edit.kind === "add" ? [newProfile(edit, style)] : [],
      style,
      indent: indentAt(text, member.start),
    },
  );
}

function removal({ members }: JsonObject, name: string): ReadonlyMap<JsonMember, undefined> {
  return new Map(members.filter(({ key }) => key === name).map((member) => [member, undefined]));
}

function newProfile({ name, entries }: Extract<TeamEdit, { readonly kind: "add" }>, style: JsonStyle): NewMember {
  const members = entries.map(([key, value]) => ({ key, value: () => jsonValue(value, style) }));
  return { key: name, value: (indent) => renderObject(style, members, indent) };
}

function jsonValue(value: EntryValue, { comma }: JsonStyle): string {
  if (typeof value === "string") return encodeJsonString(value);
  return typeof value === "object" ? `[${value.map(encodeJsonString).join(comma)}]` : String(value);
}
