import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { withBlock, withoutBlock } from "./rc-block.ts";

const LINE = "if [ -r /x/k6p.bash ]; then . /x/k6p.bash; fi";
const BLOCK = `# >>> k6p completion >>>\n${LINE}\n# <<< k6p completion <<<`;

describe("k6p's lines in a file of the user's", () => {
  it("come after the last line", () => {
    expect(withBlock("export A=1\n", LINE)).toBe(`export A=1\n${BLOCK}\n`);
    expect(withBlock("export A=1", LINE)).toBe(`export A=1\n${BLOCK}`);
    expect(withBlock("", LINE)).toBe(`${BLOCK}\n`);
  });

  it("end like the lines around them", () => {
    expect(withBlock("A\r\nB\r\n", LINE)).toBe(`A\r\nB\r\n${BLOCK.replaceAll("\n", "\r\n")}\r\n`);
  });

  it("stay as they are when they are added again, and are renewed in their place when they differ", () => {
    const once = `${withBlock("before\n", LINE)}after\n`;
    expect(withBlock(once, LINE)).toBe(once);
    expect(withBlock(once, "other $& line")).toBe(once.replace(LINE, () => "other $& line"));
  });

  it("go without a trace, whatever the file held", () => {
    const text = fc.oneof(
      fc.string(),
      fc
        .array(fc.constantFrom("a", "\n", "\r\n", "\r", "# >>> k6p completion >>>", "# k6p made this file."))
        .map((parts) => parts.join("")),
    );
    fc.assert(
      fc.property(text, (before) => {
        expect(withoutBlock(withBlock(before, LINE))).toBe(before);
      }),
    );
  });

  it("go from between lines that were added later", () => {
    for (const before of ["a\n", "a"]) {
      expect(withoutBlock(`${withBlock(before, LINE)}${before.endsWith("\n") ? "" : "\n"}b\n`)).toBe("a\nb\n");
    }
  });

  it("take a file along that k6p made, unless something was added to it", () => {
    const made = withBlock(undefined, LINE);
    expect(withoutBlock(made)).toBeUndefined();
    expect(withoutBlock(withBlock(made, "another line"))).toBeUndefined();
    expect(withoutBlock(`${made}mine\n`)).toBe("mine\n");
    expect(withoutBlock(withBlock("", LINE))).toBe("");
  });

  it("do not take the user's lines along when their end has been lost", () => {
    const damaged = `# >>> k6p completion >>>\n${"mine\n".repeat(10)}`;
    expect(withoutBlock(damaged)).toBe(damaged);
    expect(withoutBlock(withBlock(damaged, LINE))).toBe(damaged);
  });
});
