import { stripVTControlCharacters } from "node:util";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { choiceOf } from "../../test/profile-choices.ts";
import { displayWidth } from "../render/display-width.ts";
import { createStyle } from "../render/style.ts";
import { openPicker, type PickerState } from "./picker-state.ts";
import { renderPicker } from "./render-picker.ts";

const plain = createStyle({ env: {}, isTerminal: false, width: 0 });
const coloured = createStyle({ env: { FORCE_COLOR: "1" }, isTerminal: true, width: 0 });

function render(state: PickerState, size: { columns: number; rows: number }, style = plain) {
  return renderPicker(state, { message: "Which profile?", style, pointer: ">", ...size });
}

const MANY = openPicker(Array.from({ length: 40 }, (_, number) => choiceOf(`profile-${number}`)));

describe("the list of profiles on the screen", () => {
  it("shows the facts of each profile in columns", () => {
    const state = openPicker([
      choiceOf("prod", { protected: true, tags: ["eu"], defaultProjectId: 4711 }, true),
      choiceOf("personal", { stackUrl: undefined }),
    ]);
    expect(render(state, { columns: 80, rows: 24 }).lines).toEqual([
      "? Which profile?   2/2",
      "  * prod      prod.grafana.net  4711  protected eu",
      ">   personal  -                 -",
      "  ↑↓ move · type to filter · Enter choose · Esc cancel",
    ]);
  });

  it("puts the cursor after the query", () => {
    const { lines, cursorColumn } = render({ ...MANY, query: "file" }, { columns: 80, rows: 24 });
    expect(lines[0]?.slice(0, cursorColumn)).toBe("? Which profile? file");
  });

  it("shows only as many rows as fit, and always the highlighted one", () => {
    for (let selected = 0; selected < 40; selected++) {
      const { lines } = render({ ...MANY, selected }, { columns: 60, rows: 9 });
      expect(lines).toHaveLength(8);
      expect(lines.filter((line) => line.startsWith(`>   profile-${selected} `))).toHaveLength(1);
    }
    expect(render(MANY, { columns: 60, rows: 100 }).lines).toHaveLength(17);
  });

  it("says if nothing matches", () => {
    expect(render({ ...MANY, matches: [] }, { columns: 60, rows: 9 }).lines[1]).toBe("  No matching profile.");
  });

  it("removes control characters from the texts of a profile", () => {
    const state = openPicker([choiceOf("a", { stackUrl: "https://x\u001b[31m.grafana.net/\n" })]);
    expect(render(state, { columns: 80, rows: 24 }).lines.join("")).not.toMatch(/\p{Cc}/u);
  });

  it("looks the same with colors and without", () => {
    const state = openPicker([choiceOf("prod", { protected: true, tags: ["eu"] }), choiceOf("b", {}, true)]);
    const size = { columns: 50, rows: 10 };
    const stripped = render(state, size, coloured).lines.map((line) => stripVTControlCharacters(line));
    expect(stripped).toEqual(render(state, size).lines);
  });

  it("never fills a line, for any size of the terminal", () => {
    const state = fc.record({ query: fc.string(), selected: fc.nat(39) });
    fc.assert(
      fc.property(fc.integer({ min: 8, max: 120 }), fc.integer({ min: 1, max: 60 }), state, (columns, rows, typed) => {
        const { lines, cursorColumn } = render({ ...MANY, ...typed }, { columns, rows });
        expect(Math.max(cursorColumn, ...lines.map(displayWidth))).toBeLessThan(columns);
        expect(lines.length).toBeLessThanOrEqual(Math.max(3, rows));
      }),
    );
  });
});
