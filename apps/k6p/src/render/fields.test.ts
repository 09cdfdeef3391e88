import { expect, it } from "vitest";
import { renderFields } from "./fields.ts";
import { createStyle } from "./style.ts";

it("aligns values and leaves out fields without one", () => {
  const style = createStyle({ env: {}, isTerminal: false, width: 80 });
  const fields = [
    ["name", "prod"],
    ["nothing", undefined],
    ["stack ID", "1"],
  ] as const;
  expect(renderFields(fields, style)).toBe("name      prod\nstack ID  1");
});
