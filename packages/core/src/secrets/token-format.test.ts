import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { K6pError } from "../errors/k6p-error.ts";
import { parseToken } from "./token-format.ts";

const ALLOWED = "ABCXYZabcxyz0189_+/.~-";

function refusal(text: string): K6pError {
  try {
    parseToken(text);
  } catch (error) {
    if (error instanceof K6pError) return error;
  }
  throw new Error("the text was taken for a token");
}

test("White space around a token does not belong to it", () => {
  expect(parseToken("\n  glc_eyJvIjoiMSJ9 \r\n").reveal()).toBe("glc_eyJvIjoiMSJ9");
});

test("Every text of 8 to 512 allowed characters is a token, also with padding", () => {
  const tokens = fc.string({ unit: fc.constantFrom(...ALLOWED), minLength: 8, maxLength: 510 });
  fc.assert(
    fc.property(
      tokens,
      fc.constantFrom("", "=", "=="),
      (text, padding) => parseToken(text + padding).reveal() === text + padding,
    ),
  );
});

describe("What is not a token is refused with the reason", () => {
  test.each([
    ["nothing", "  \n", "it is empty"],
    ["too short a text", "abc1234", "it has 7 characters, and a token has at least 8"],
    ["too long a text", "a".repeat(513), "it has 513 characters, and a token has at most 512"],
    ["a text of 8 KiB", "a".repeat(8192), "it has 8192 characters"],
    ["a word in front", "Bearer abcdefgh12345678", "begins with Bearer"],
    ["a header", "Authorization: Bearer abcdefgh12345678", "begins with Bearer"],
    ["a variable", "K6_CLOUD_TOKEN=abcdefgh12345678", "NAME=value"],
    ["an exported variable", "export K6_CLOUD_TOKEN = abcdefgh12345678", "NAME=value"],
    ["a variable in quotes", 'K6_CLOUD_TOKEN="abcdefgh12345678"', "NAME=value"],
    ["a setting", "token=abcdefgh12345678", "NAME=value"],
    ["a URL", "https://acme.grafana.net/a/k6-app", "the address of a stack"],
    ["a host", "acme.grafana.net", "the address of a stack"],
    ["two lines", "abcdefgh\n12345678", "more than one line"],
    ["a line separator", "abcdefgh\u202812345678", "more than one line"],
    ["quotes", '"abcdefgh12345678"', "it is in quotes"],
    ["one quote", '"abcdefgh12345678', "a quotation mark"],
    ["a zero byte", "abcdefgh\0 12345678", "an invisible character"],
    ["an escape sequence", "abcdefgh\u001b]52", "an invisible character"],
    ["a zero-width space", "abcdefgh\u200b12345678", "an invisible character"],
    ["a typographic dash", "abcdefgh–12345678", "a character outside ASCII"],
    ["shell syntax", "$(touch x)abcdefgh", "a character that tokens do not have"],
  ])("%s", (_, text, fault) => {
    expect(refusal(text).code).toBe("TOKEN_INVALID");
    expect(refusal(text).message).toContain(fault);
  });
});

test("A refusal shows nothing of the text", () => {
  fc.assert(
    fc.property(fc.string({ minLength: 4, maxLength: 30, unit: fc.constantFrom(..."QZ7#$ ") }), (text) => {
      fc.pre(text.trim().length >= 4);
      const { message, remedy, details } = refusal(`${text}#`);
      expect(JSON.stringify([message, remedy, details])).not.toContain(text.trim());
    }),
  );
});
