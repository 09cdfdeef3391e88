import { editMembers } from "./edit-members.ts";
import { indentAt, type JsonStyle, type NewMember } from "./json-style.ts";
import type { JsonMember, JsonObject } from "./read-json-object.ts";
import type { Splice } from "./splice.ts";

/** A member, and the object that it is in. */
export interface Step {
  readonly parent: JsonObject;
  readonly member: JsonMember;
}

interface ObjectEdit {
  readonly fates: Map<JsonMember, string | undefined>;
  readonly inserted: NewMember[];
  /** Offset of what begins the line on which the object begins. */
  lineAt: number | undefined;
}

/** Edits of several objects of one text, which may lie in each other. */
export class ObjectEdits {
  readonly #edits = new Map<JsonObject, ObjectEdit>();

  /** Gives members of an object new values, or removes them (undefined). */
  change(object: JsonObject, fates: Iterable<readonly [JsonMember, string | undefined]>): void {
    for (const [member, text] of fates) this.#of(object).fates.set(member, text);
  }

  /** Writes members behind the last one of an object, whose line begins with what is at `lineAt`: the key of its member. */
  insert(object: JsonObject, members: readonly NewMember[], lineAt: number): void {
    const edit = this.#of(object);
    edit.inserted.push(...members);
    edit.lineAt = lineAt;
  }

  /** Removes the objects on a path from the innermost on, as far as these edits leave nothing in them. */
  prune(path: readonly Step[], innermost: JsonObject): void {
    let object = innermost;
    for (const { parent, member } of path.toReversed()) {
      if (!this.#empties(object)) return;
      this.#edits.delete(object);
      this.change(parent, [[member, undefined]]);
      object = parent;
    }
  }

  /** The splices of all edits; `style` is the layout of the text. */
  splices(text: string, style: JsonStyle): readonly Splice[] {
    return [...this.#edits].flatMap(([object, { fates, inserted, lineAt }]) => {
      const indent = lineAt === undefined ? undefined : indentAt(text, lineAt);
      return editMembers({ text, object }, { fates, inserted, style, indent });
    });
  }

  #empties(object: JsonObject): boolean {
    const edit = this.#edits.get(object);
    if (edit === undefined || edit.inserted.length > 0 || edit.fates.size === 0) return false;
    return object.members.every((member) => edit.fates.has(member) && edit.fates.get(member) === undefined);
  }

  #of(object: JsonObject): ObjectEdit {
    const edit = this.#edits.get(object) ?? { fates: new Map(), inserted: [], lineAt: undefined };
    this.#edits.set(object, edit);
    return edit;
  }
}
