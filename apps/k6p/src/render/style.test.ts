import { describe, expect, it } from "vitest";
import { createStyle } from "./style.ts";

const isColoured = (env: Record<string, string>, isTerminal = true): boolean =>
  createStyle({ env, isTerminal, width: 80 }).bold("x") !== "x";

describe("colours", () => {
  it.each([
    ["on a terminal", {}, true, true],
    ["but not in a pipe", {}, false, false],
    ["nor on a dumb terminal", { TERM: "dumb" }, true, false],
    ["nor with NO_COLOR", { NO_COLOR: "1" }, true, false],
    ["though with an empty NO_COLOR", { NO_COLOR: "" }, true, true],
    ["and in a pipe with FORCE_COLOR", { FORCE_COLOR: "1", NO_COLOR: "1" }, false, true],
    ["unless it is FORCE_COLOR=0", { FORCE_COLOR: "0" }, true, false],
  ])("are shown %s", (_, env, isTerminal, expected) => {
    expect(isColoured(env, isTerminal)).toBe(expected);
  });
});
