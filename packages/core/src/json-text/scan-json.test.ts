import fc from "fast-check";
import { parseTree } from "jsonc-parser";
import { describe, expect, it } from "vitest";
import { entries, nearlyJson, textOf } from "./fixtures/json-texts.ts";
import { decodeJsonString, encodeJsonString } from "./json-string.ts";
import { readJsonObject } from "./read-json-object.ts";
import { JsonFault, scanJson, skipBlanks } from "./scan-json.ts";

/** Whether the whole text is one JSON value. */
function isJson(text: string): boolean {
  try {
    return skipBlanks(text, scanJson(text, 0)) === text.length;
  } catch (error) {
    if (error instanceof JsonFault) return false;
    throw error;
  }
}

function isJsonToPlatform(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

describe("the scanner", () => {
  it("accepts what JSON.parse accepts and refuses what it refuses", () => {
    fc.assert(
      fc.property(nearlyJson, (text) => {
        expect(isJson(text)).toBe(isJsonToPlatform(text));
      }),
      { numRuns: 3_000 },
    );
  });

  it.each([
    ["nothing", "", 0],
    ["a comment", '{"a": 1 // one\n}', 8],
    ["a trailing comma", '{"a":1,}', 6],
    ["a text without an end", '{"a":"b', 7],
    ["a number with a leading zero", "[01]", 2],
    ["a line break in a text", '["a\nb"]', 3],
    ["an escape that JSON does not have", String.raw`["\x41"]`, 2],
    ["a single quote", "['a']", 1],
    ["a byte order mark", '\u{ef}\u{bb}\u{bf}{"a":1}', 0],
  ])("refuses %s, and names the place", (_, text, offset) => {
    expect(() => scanJson(text, 0)).toThrow(expect.objectContaining({ name: "JsonFault", offset }));
    expect(isJsonToPlatform(text)).toBe(false);
  });

  it("takes the nesting that Go takes, and no more", () => {
    const nested = (depth: number): string => "[".repeat(depth) + "]".repeat(depth);
    expect(scanJson(nested(10_000), 0)).toBe(20_000);
    expect(() => scanJson(nested(10_001), 0)).toThrow("it is nested deeper than 10000 levels");
  });
});

describe("the members of an object", () => {
  it("are at the offsets that another parser finds, in order and with duplicates", () => {
    fc.assert(
      fc.property(textOf(entries), ({ text }) => {
        const tree = parseTree(text, [], { disallowComments: true });
        const object = readJsonObject(text, skipBlanks(text, 0));
        const members = tree?.children?.map(({ children: [key, value] = [] }) => [
          key?.offset,
          (key?.offset ?? 0) + (key?.length ?? 0),
          value?.offset,
          (value?.offset ?? 0) + (value?.length ?? 0),
        ]);
        expect(object?.members.map(({ start, keyEnd, valueStart, end }) => [start, keyEnd, valueStart, end])).toEqual(
          members,
        );
        expect([object?.start, object?.end]).toEqual([tree?.offset, (tree?.offset ?? 0) + (tree?.length ?? 0)]);
      }),
    );
  });

  it("have the keys and values that were written", () => {
    fc.assert(
      fc.property(textOf(entries), ({ text, members }) => {
        const object = readJsonObject(text, skipBlanks(text, 0));
        const read = object?.members.map(({ key, valueStart, end }) => [
          key,
          JSON.parse(Buffer.from(text.slice(valueStart, end), "latin1").toString("utf8")),
        ]);
        expect(read).toEqual(members.map(([key, value]) => [key.toWellFormed(), JSON.parse(JSON.stringify(value))]));
      }),
    );
  });

  it("are those of an object only", () => {
    expect(readJsonObject("[1]", 0)).toBeUndefined();
  });
});

describe("a JSON string", () => {
  it("is read as it was written; half a character becomes U+FFFD, as in Go", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        expect(decodeJsonString(encodeJsonString(text))).toBe(text.toWellFormed());
      }),
    );
    expect(decodeJsonString('"\u{c3}"')).toBe("\u{fffd}");
    expect(decodeJsonString(String.raw`"\ud800x"`)).toBe("\u{fffd}x");
  });
});
