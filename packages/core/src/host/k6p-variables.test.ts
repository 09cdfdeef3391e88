import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { INTERNAL_VARIABLES, K6P_VARIABLES, TOKEN_VARIABLE_PREFIX } from "./k6p-variables.ts";

const CORE = join(import.meta.dirname, "..");
/** Folders and files that stand in for a user, or for a whole machine. */
const NOT_THE_PROGRAM = /(?:^|[\\/])(?:fixtures|testing)[\\/]|\.test\.ts$/;

function namesInSource(): ReadonlySet<string> {
  const files = readdirSync(CORE, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".ts") && !NOT_THE_PROGRAM.test(file))
    .map((file) => readFileSync(join(CORE, file), "utf8"));
  return new Set(files.flatMap((text) => text.match(/\bK6P_(?!VARIABLES\b)[A-Z0-9_]*[A-Z0-9]/g) ?? []));
}

it("the lists name every K6P variable in the source", () => {
  const listed = new Set([...K6P_VARIABLES, ...INTERNAL_VARIABLES].map(({ name }) => name));
  const missing = [...namesInSource()].filter(
    (name) => !listed.has(name) && !`${name}_`.startsWith(TOKEN_VARIABLE_PREFIX),
  );
  expect(missing).toEqual([]);
});

it("the lists name no variable twice", () => {
  const names = [...K6P_VARIABLES, ...INTERNAL_VARIABLES].map(({ name }) => name);
  expect(names).toEqual([...new Set(names)]);
});
