import { describe, expect, test } from "vitest";
import { K6pError } from "../errors/k6p-error.ts";
import { ODDITIES, type Reading } from "./fixtures/oddities.ts";
import { LARGEST_K6_CONFIG, parseK6Config } from "./parse-k6-config.ts";
import { readIdentity } from "./read-identity.ts";

describe("a configuration file is read as k6 reads it", () => {
  test.each(ODDITIES)("$name", ({ bytes, reading }) => {
    expect(readByK6p(bytes)).toEqual(reading);
  });
});

describe("a refusal says why and where", () => {
  test.each([
    ["", "it is empty; an empty configuration is written {} (line 1, column 1)"],
    ["\ufeff{}", "it begins with a byte order mark, which k6 does not take (line 1, column 1)"],
    ['{\n  "a": 1, // mine\n}', "it has a comment, which JSON does not allow (line 2, column 11)"],
    ['{\n  "a": 1,\n}', "it has a comma after the last entry, which JSON does not allow (line 2, column 9)"],
    ["{}\r\n\r\nmore", "it goes on after the end of the JSON (line 3, column 1)"],
    ['{"é": \u0001}', "it has byte 0x01 where a value should be (line 1, column 7)"],
    ['{"é": tru}', "it has t where a value should be (line 1, column 7)"],
    ['{"a" 1}', 'it has 1 where ":" should be (line 1, column 6)'],
    ['{"a":1', 'it ends too early; "," or "}" should follow (line 1, column 7)'],
    ['{"a":"', "it ends inside a string (line 1, column 7)"],
    ["[1]", "it is JSON, but not an object (line 1, column 1)"],
    ['{"collectors":{"cloud":3}}', "collectors.cloud is not an object (line 1, column 24)"],
    ['{"collectors":{"cloud":{\n"Token":3}}}', "token is not a text (line 2, column 9)"],
    ['{"collectors":{"cloud":{\n"stackID":1.0}}}', "stackID is not a whole number (line 2, column 11)"],
  ])("%j", (content, reason) => {
    const { message, details } = refusal(Buffer.from(content), "/home/me/config.json");
    expect(message).toBe(`/home/me/config.json cannot be read by k6: ${reason}.`);
    expect(details).toMatchObject({ file: "/home/me/config.json" });
  });

  test("without showing any value of the file", () => {
    const { message, details, remedy } = refusal(
      Buffer.from('{"collectors":{"cloud":{"stackID":"secret-in-the-wrong-place"}}}'),
    );
    expect(JSON.stringify([message, details, remedy])).not.toContain("secret");
  });
});

describe("a hostile file does no harm", () => {
  test("a file over the limit is refused before it is read", () => {
    expect(refusal(Buffer.alloc(LARGEST_K6_CONFIG + 1, " ")).message).toContain(
      `larger than ${LARGEST_K6_CONFIG} bytes`,
    );
  });

  test("a text of 9 MB and a nesting of a million levels do not exhaust the stack", () => {
    const long = Buffer.from(`{"a":"${"\\n".repeat(4_500_000)}"}`);
    expect(parseK6Config(long).root?.members).toHaveLength(1);
    expect(refusal(Buffer.from("[".repeat(1_000_000))).message).toContain("nested deeper than 10000 levels");
  });

  test("many thousand duplicates are read in linear time", () => {
    const many = Buffer.from(`{${'"collectors":{"cloud":{"token":"x"}},'.repeat(100_000)}"a":1}`);
    expect(parseK6Config(many).collectors).toHaveLength(100_000);
  });

  test("keys that have a meaning in JavaScript are just keys", () => {
    const { identity } = readIdentity(
      Buffer.from('{"__proto__":{"token":"x"},"collectors":{"cloud":{"__proto__":{"token":"x"},"constructor":1}}}'),
    );
    expect(identity.token).toBeUndefined();
    expect(({} as { token?: unknown }).token).toBeUndefined();
  });
});

function readByK6p(bytes: Uint8Array): Reading | "refused" {
  try {
    const { token, stackId, stackUrl, defaultProjectId } = readIdentity(bytes).identity;
    return {
      ...(token && { token: token.reveal() }),
      ...(stackId && { stackID: stackId }),
      ...(stackUrl && { stackURL: stackUrl }),
      ...(defaultProjectId && { defaultProjectID: defaultProjectId }),
    };
  } catch (error) {
    if (error instanceof K6pError && error.code === "K6_CONFIG_UNREADABLE") return "refused";
    throw error;
  }
}

function refusal(bytes: Uint8Array, file?: string): K6pError {
  try {
    parseK6Config(bytes, file);
  } catch (error) {
    if (error instanceof K6pError) return error;
    throw error;
  }
  throw new Error("it was accepted");
}
