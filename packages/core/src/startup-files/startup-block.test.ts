import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { StartupBlock } from "./startup-block.ts";

const LINE = "if [ -r /x/k6p.bash ]; then . /x/k6p.bash; fi";
const block = new StartupBlock("completion");
const withBlock = block.addTo.bind(block);
const withoutBlock = block.removeFrom.bind(block);
const BLOCK = `# >>> k6p completion >>>\n${LINE}\n# <<< k6p completion <<<`;

describe("the block of k6p in a startup file", () => {
  it("is added after the last line", () => {
    expect(withBlock("export A=1\n", LINE)).toBe(`export A=1\n${BLOCK}\n`);
    expect(withBlock("export A=1", LINE)).toBe(`export A=1\n${BLOCK}`);
    expect(withBlock("", LINE)).toBe(`${BLOCK}\n`);
  });

  it("has the line ends of the file", () => {
    expect(withBlock("A\r\nB\r\n", LINE)).toBe(`A\r\nB\r\n${BLOCK.replaceAll("\n", "\r\n")}\r\n`);
  });

  it("does not change when it is added again, and is updated in its place if it differs", () => {
    const once = `${withBlock("before\n", LINE)}after\n`;
    expect(withBlock(once, LINE)).toBe(once);
    expect(withBlock(once, "other $& line")).toBe(once.replace(LINE, () => "other $& line"));
  });

  it("is removed without a trace, whatever the file contains", () => {
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

  it("is removed from between lines that were added later", () => {
    for (const before of ["a\n", "a"]) {
      expect(withoutBlock(`${withBlock(before, LINE)}${before.endsWith("\n") ? "" : "\n"}b\n`)).toBe("a\nb\n");
    }
  });

  it("takes the file with it if k6p made the file and it contains nothing else", () => {
    const made = withBlock(undefined, LINE);
    expect(withoutBlock(made)).toBeUndefined();
    expect(withoutBlock(withBlock(made, "another line"))).toBeUndefined();
    expect(withoutBlock(`${made}mine\n`)).toBe("mine\n");
    expect(withoutBlock(withBlock("", LINE))).toBe("");
  });

  it("takes no other lines with it if its end is missing", () => {
    const damaged = `# >>> k6p completion >>>\n${"mine\n".repeat(10)}`;
    expect(withoutBlock(damaged)).toBe(damaged);
    expect(withoutBlock(withBlock(damaged, LINE))).toBe(damaged);
  });

  it("leaves the block of another name alone", () => {
    const hook = new StartupBlock("hook");
    const both = hook.addTo(block.addTo("mine\n", LINE), "eval x");
    expect(hook.removeFrom(both)).toBe(block.addTo("mine\n", LINE));
    expect(block.removeFrom(both)).toBe(hook.addTo("mine\n", "eval x"));
  });
});
