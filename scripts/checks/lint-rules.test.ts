import { spawnSync } from "node:child_process";
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";

const root = fileURLToPath(new URL("../..", import.meta.url));
const oxlint = join(root, "node_modules", "oxlint", "bin", "oxlint");
let tree: string;

beforeAll(() => {
  tree = mkdtempSync(join(tmpdir(), "k6p-lint-"));
  for (const file of [".oxlintrc.json", "tsconfig.base.json"]) copyFileSync(join(root, file), join(tree, file));
  symlinkSync(join(root, "node_modules"), join(tree, "node_modules"), "junction");
  writeFileSync(join(tree, "tsconfig.json"), JSON.stringify({ extends: "./tsconfig.base.json" }));
});

afterAll(() => rmSync(tree, { recursive: true }));

test.each([
  [
    "the process in core",
    "packages/core/src/profiles/age.ts",
    "export const home = process.env;",
    "no-restricted-globals",
  ],
  [
    "the network in core",
    "packages/core/src/profiles/age.ts",
    'export const ask = () => fetch("x");',
    "no-restricted-globals",
  ],
  ["a timer in core", "packages/core/src/profiles/age.ts", "setTimeout(() => {}, 1);", "no-restricted-globals"],
  [
    "the clock in core",
    "packages/core/src/profiles/age.ts",
    "export const now = Date.now();",
    "no-restricted-properties",
  ],
  ["the process in a command", "apps/k6p/src/commands/age.ts", "process.exit(1);", "no-restricted-globals"],
  [
    "a promise that nobody awaits",
    "packages/core/src/profiles/age.ts",
    "const f = async () => {}; f();",
    "no-floating-promises",
  ],
  ["any", "packages/core/src/profiles/age.ts", "export const age = (value: any) => value;", "no-explicit-any"],
  ["a default export", "packages/core/src/profiles/age.ts", "export default 1;", "no-default-export"],
])("lint refuses %s", (_name, path, text, rule) => {
  expect(lint(path, text)).toContain(rule);
});

test.each([
  ["the process in the node host", "packages/core/src/host/node/node-age.ts", "export const home = process.env;"],
  ["the process in a test", "packages/core/src/profiles/age.test.ts", "export const home = process.env;"],
  [
    "a variable of the same name in core",
    "packages/core/src/profiles/age.ts",
    "export const end = (process: string) => process;",
  ],
])("lint allows %s", (_name, path, text) => {
  expect(lint(path, text)).toBe("");
});

function lint(path: string, text: string): string {
  const file = join(tree, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
  const { stdout, stderr } = spawnSync(process.execPath, [oxlint, "--format", "unix", path], {
    cwd: tree,
    encoding: "utf8",
  });
  rmSync(file);
  return `${stdout}${stderr}`.trim();
}
