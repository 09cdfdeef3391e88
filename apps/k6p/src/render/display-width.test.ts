import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cutToWidth, displayWidth, padToWidth } from "./display-width.ts";

describe("the width of a text on a terminal", () => {
  it.each([
    ["prod", 4],
    ["größe", 5],
    ["e\u0301", 1],
    ["漢字", 4],
    ["👨‍👩‍👧‍👦", 2],
    ["🇩🇪", 2],
    ["✔️", 2],
    ["👍🏽", 2],
    ["\u001b[31mred\u001b[39m", 3],
    ["", 0],
  ])("%s takes %d columns", (text, width) => {
    expect(displayWidth(text)).toBe(width);
  });

  it("fits after it is cut, and is as wide as asked after it is padded", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), fc.integer({ min: 1, max: 40 }), (text, width) => {
        const cut = cutToWidth(text, width);
        expect(displayWidth(cut)).toBeLessThanOrEqual(width);
        if (displayWidth(text) <= width) expect(cut).toBe(text);
        expect(displayWidth(padToWidth(cut, width))).toBe(width);
      }),
    );
  });
});
