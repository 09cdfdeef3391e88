import { describe, expect, it } from "vitest";
import { displayWidth } from "./display-width.ts";
import { createStyle } from "./style.ts";
import { renderTable } from "./table.ts";

const pipe = createStyle({ env: {}, isTerminal: false, width: 30 });
const terminal = createStyle({ env: { NO_COLOR: "1" }, isTerminal: true, width: 30 });
const coloured = createStyle({ env: { FORCE_COLOR: "1" }, isTerminal: true, width: 80 });

describe("a table", () => {
  it("aligns its columns without borders or trailing spaces", () => {
    const rows = [
      ["a", "long value", "x"],
      ["bcd", "v", ""],
    ];
    expect(renderTable({ header: ["N", "VALUE", "T"], rows }, pipe)).toBe(
      "N    VALUE       T\na    long value  x\nbcd  v",
    );
  });

  it("aligns coloured and wide characters by what is seen", () => {
    const lines = renderTable(
      {
        header: ["A", "B"],
        rows: [
          [coloured.green("日本"), "x"],
          ["abcd", "y"],
        ],
      },
      pipe,
    ).split("\n");
    expect(lines.map((line) => displayWidth(line))).toEqual([7, 7, 7]);
  });

  it("cuts its widest columns to the terminal, and never elsewhere", () => {
    const table = { header: ["NAME", "DESCRIPTION"], rows: [["prod", "a description that is much too long"]] };
    expect(renderTable(table, terminal)).toBe("NAME  DESCRIPTION\nprod  a description that is m…");
    expect(renderTable(table, pipe)).toContain("much too long");
  });
});
