import { expect, it } from "vitest";
import { plainSymbols } from "./plain-symbols.ts";

it.each([
  [{ LC_ALL: "C" }, "a... -> b"],
  [{ LANG: "POSIX" }, "a... -> b"],
  [{ LC_ALL: "C.UTF-8", LANG: "C" }, "a… → b"],
  [{ LANG: "de_DE.UTF-8" }, "a… → b"],
  [{}, "a… → b"],
])("writes symbols for %j", (env, shown) => {
  expect(plainSymbols("a… → b", env)).toBe(shown);
});

it("does not change names", () => {
  expect(plainSymbols("größe/漢字", { LC_ALL: "C" })).toBe("größe/漢字");
});
