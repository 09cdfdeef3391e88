import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { sanitizeText } from "./sanitize-text.ts";

describe("sanitizeText", () => {
  test("leaves an ordinary text alone, whatever its script", () => {
    expect(sanitizeText("Das Token gilt nicht für „prod“ – 日本語 👍")).toBe(
      "Das Token gilt nicht für „prod“ – 日本語 👍",
    );
  });

  test.each([
    ["colors", "\u001b[31mred\u001b[0m alert", "red alert"],
    ["a clipboard write", "before\u001b]52;c;ZXZpbA==\u0007after", "beforeafter"],
    ["a hyperlink", "\u001b]8;;https://evil.example\u001b\\click\u001b]8;;\u001b\\", "click"],
    ["a C1 sequence", "a\u009b2Jb", "ab"],
    ["a carriage return that would overwrite the line", "refused\rtoken accepted", "refused token accepted"],
    ["line breaks and tabs", "one\r\n\ttwo\u2028three", "one two three"],
    ["text direction", "abc\u202egnp.exe\u2066x\u2069", "abcgnp.exex"],
    ["zero width", "pa\u200bss\ufeffword\u2060", "password"],
    ["letters without ink", "a\u3164b\u115fc\u034f", "abc"],
    ["tag characters", "ok\u{e0041}\u{e0042}", "ok"],
    ["NUL, DEL and a bare escape", "a\u0000b\u007fc\u001b", "a b c"],
  ])("takes out %s", (_what, hostile, shown) => {
    expect(sanitizeText(hostile)).toBe(shown);
  });

  test("cuts what is too long between characters, not inside one", () => {
    expect(sanitizeText("👍".repeat(400))).toBe(`${"👍".repeat(299)}…`);
    expect(sanitizeText("abcdef", 4)).toBe("abc…");
    expect(sanitizeText("abcd", 4)).toBe("abcd");
  });

  test("never yields a control, format or line-separating character, nor more than the length", () => {
    const hostile = fc.string({ unit: fc.integer({ min: 0, max: 0xffff }).map((code) => String.fromCharCode(code)) });
    fc.assert(
      fc.property(hostile, fc.integer({ min: 1, max: 50 }), (text, maxLength) => {
        const shown = sanitizeText(text, maxLength);
        expect(shown).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}\p{DI}\p{Zl}\p{Zp}]/u);
        expect(Array.from(shown).length).toBeLessThanOrEqual(maxLength);
        expect(sanitizeText(shown, maxLength)).toBe(shown);
      }),
    );
  });
});
