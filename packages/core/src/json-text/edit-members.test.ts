import fc from "fast-check";
import { type Node, parseTree } from "jsonc-parser";
import { describe, expect, it } from "vitest";
import { editMembers } from "./edit-members.ts";
import { entries, textOf } from "./fixtures/json-texts.ts";
import { detectStyle, indentAt } from "./json-style.ts";
import { type JsonMember, type JsonObject, readJsonObject } from "./read-json-object.ts";
import { skipBlanks } from "./scan-json.ts";
import { applySplices } from "./splice.ts";

type Fate = "stays" | "goes" | "changes";

interface Edit {
  /** By the place of a member, again from the start when there are more members. */
  readonly fates: readonly Fate[];
  readonly inserted: readonly string[];
}

const NEW_VALUE = '"new"';

function objectIn(text: string): JsonObject {
  const object = readJsonObject(text, skipBlanks(text, 0));
  if (object === undefined) throw new Error(`no object: ${text}`);
  return object;
}

function fateOf({ fates }: Edit, index: number): Fate {
  return fates[index % fates.length] ?? "stays";
}

function edited(text: string, edit: Edit): string {
  const object = objectIn(text);
  const fates = new Map<JsonMember, string | undefined>();
  for (const [index, member] of object.members.entries()) {
    const fate = fateOf(edit, index);
    if (fate !== "stays") fates.set(member, fate === "goes" ? undefined : NEW_VALUE);
  }
  const inserted = edit.inserted.map((key) => ({ key, value: () => NEW_VALUE }));
  const style = detectStyle(text, object);
  return applySplices(
    text,
    editMembers({ text, object }, { fates, inserted, style, indent: indentAt(text, object.start) }),
  );
}

/** The source of every member, from its key to the end of its value, by another parser. */
function sources(text: string): readonly (readonly [key: string, value: string])[] {
  const slice = ({ offset, length }: Node): string => text.slice(offset, offset + length);
  return (parseTree(text, [], { disallowComments: true })?.children ?? []).map(({ children }) => {
    const [key, value] = children ?? [];
    if (key === undefined || value === undefined) throw new Error(`half a member: ${text}`);
    return [slice(key), slice(value)];
  });
}

const edits: fc.Arbitrary<Edit> = fc.record({
  fates: fc.array(fc.constantFrom<Fate>("stays", "goes", "changes"), { minLength: 1, maxLength: 6 }),
  inserted: fc.subarray(["one", "two", "three"]),
});

describe("an edit of members", () => {
  it("gives JSON with exactly the members that are wanted, in order", () => {
    fc.assert(
      fc.property(textOf(entries), edits, ({ text }, edit) => {
        const result = edited(text, edit);
        expect(() => JSON.parse(result)).not.toThrow();
        const kept = sources(text).flatMap(([key, value], index) => {
          const fate = fateOf(edit, index);
          return fate === "goes" ? [] : [[key, fate === "changes" ? NEW_VALUE : value]];
        });
        expect(sources(result)).toEqual([...kept, ...edit.inserted.map((key) => [`"${key}"`, NEW_VALUE])]);
      }),
      { numRuns: 1_000 },
    );
  });

  it("leaves everything around the object, and all of it when there is nothing to do", () => {
    fc.assert(
      fc.property(textOf(entries), edits, ({ text }, edit) => {
        const { start, end } = objectIn(text);
        const result = edited(text, edit);
        expect(result.startsWith(text.slice(0, start))).toBe(true);
        expect(result.endsWith(text.slice(end))).toBe(true);
        expect(edited(text, { fates: ["stays"], inserted: [] })).toBe(text);
      }),
    );
  });

  it("is undone by its opposite, to the byte", () => {
    fc.assert(
      fc.property(textOf(entries.filter((list) => list.length > 0)), ({ text, members }) => {
        const longer = edited(text, { fates: ["stays"], inserted: ["one", "two"] });
        const fates = [...members.map((): Fate => "stays"), "goes" as const, "goes" as const];
        expect(edited(longer, { fates, inserted: [] })).toBe(text);
      }),
    );
  });

  it.each([
    ['{\n  "a": 1\n}\n', '{\n  "a": 1,\n  "one": "new"\n}\n'],
    ['{"a":1}', '{"a":1,"one":"new"}'],
    ['{ "a": 1, "b": 2 }', '{ "a": 1, "b": 2, "one": "new" }'],
    ['{\r\n\t"a": 1\r\n}', '{\r\n\t"a": 1,\r\n\t"one": "new"\r\n}'],
    ["{}", '{\n  "one": "new"\n}'],
    ['{\n  "a": 1,\n\n  "b": 2\n}', '{\n  "a": 1,\n\n  "b": 2,\n  "one": "new"\n}'],
  ])("lays a new member of %j out like the others", (text, result) => {
    expect(edited(text, { fates: ["stays"], inserted: ["one"] })).toBe(result);
  });
});
