import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { findViolations } from "./find-violations.ts";

let root: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "k6p boundaries "));
  plant({
    "scripts/run.mjs": 'import "node:fs";',
    "apps/k6p/src/context.ts":
      'import { nodeHost } from "@k6p/core/host/node/node-host";\nimport { env } from "node:process";',
    "apps/k6p/src/commands/list.ts": 'import { listProfiles } from "@k6p/core/operations/profiles/list-profiles";',
    "packages/core/src/index.ts": 'export * from "./operations/profiles/list-profiles.ts";',
    "packages/core/src/operations/profiles/list-profiles.ts":
      'import { parse } from "../../profiles/profile.ts";\nimport { stores } from "../../secrets/secret-stores.ts";',
    "packages/core/src/profiles/profile.ts":
      'import type { Secret } from "../secrets/secret.ts";\nimport { join } from "node:path";',
    "packages/core/src/profiles/profile.test.ts": 'import "node:fs";\nimport "../shells/fish.ts";',
    "packages/core/src/secrets/secret.ts": "export class Secret {}",
    "packages/core/src/secrets/secret-stores.ts": 'import { keyring } from "./stores/keyring.ts";',
    "packages/core/src/secrets/stores/keyring.ts": 'import { K6pError } from "../../errors/k6p-error.ts";',
    "packages/core/src/shells/shells.ts": 'import { fish } from "./fish.ts";',
    "packages/core/src/shells/fish.ts": 'import type { Shell } from "./shell.ts";',
    "packages/core/src/shells/shell.ts": "export interface Shell {}",
    "packages/core/src/errors/k6p-error.ts": 'import { inspect } from "node:util";',
    "packages/core/src/host/node/node-host.ts":
      'import "node:fs";\nimport { K6pError } from "../../errors/k6p-error.ts";',
  });
});

afterEach(() => rmSync(root, { recursive: true }));

test("a tree that keeps every boundary has no violation", () => {
  expect(findViolations(root)).toEqual([]);
});

test.each([
  ["a concept that knows another concept", "packages/core/src/profiles/age.ts", 'import "../shells/shells.ts";'],
  [
    "a concept that re-exports another concept",
    "packages/core/src/profiles/age.ts",
    'export * from "../shells/shells.ts";',
  ],
  [
    "a type of another concept",
    "packages/core/src/profiles/age.ts",
    'import type { Shell } from "../shells/shell.ts";',
  ],
  ["another concept loaded later", "packages/core/src/profiles/age.ts", 'await import("../shells/shells.ts");'],
  [
    "a concept that knows the operations",
    "packages/core/src/secrets/age.ts",
    'import "../operations/list-profiles.ts";',
  ],
  ["errors that know the host", "packages/core/src/errors/age.ts", 'import "../host/host.ts";'],
  [
    "an operation that reaches a store past the list",
    "packages/core/src/operations/profiles/age.ts",
    'import "../../secrets/stores/keyring.ts";',
  ],
  [
    "an operation that reaches a shell past the list",
    "packages/core/src/operations/profiles/age.ts",
    'import "../../shells/fish.ts";',
  ],
  [
    "a real host outside the composition root",
    "packages/core/src/operations/profiles/age.ts",
    'import "../../host/node/node-host.ts";',
  ],
  ["a real host in a command", "apps/k6p/src/commands/age.ts", 'import "@k6p/core/host/node/node-host";'],
  [
    "a product file that knows the test kit",
    "packages/core/src/operations/profiles/age.ts",
    'import "../../testing/real-parts.ts";',
  ],
  [
    "core that knows the app",
    "packages/core/src/operations/profiles/age.ts",
    'import "../../../../../apps/k6p/src/context.ts";',
  ],
  ["an app that reaches a concept past the operations", "apps/k6p/src/age.ts", 'import "@k6p/core/profiles/profile";'],
  [
    "files in core outside the host",
    "packages/core/src/profiles/age.ts",
    'import { readFile } from "node:fs/promises";',
  ],
  ["a module of Node by its bare name", "packages/core/src/profiles/age.ts", 'import { spawn } from "child_process";'],
  ["the clock in core", "packages/core/src/profiles/age.ts", "export const now = new Date();"],
  ["files in a command", "apps/k6p/src/commands/age.ts", 'import "node:fs";'],
  ["oclif in core", "packages/core/src/operations/profiles/age.ts", 'import { Command } from "@oclif/core";'],
  ["a prompt in core", "packages/core/src/operations/profiles/age.ts", 'import { password } from "@inquirer/prompts";'],
  ["a folder without a row", "packages/core/src/team/age.ts", ""],
  ["a drawer", "packages/core/src/profiles/string-utils.ts", ""],
  ["a folder named as a drawer", "apps/k6p/src/common/age.ts", ""],
  ["a file too long to read", "apps/k6p/src/age.ts", "\n".repeat(401)],
])("refuses %s", (_name, path, text) => {
  plant({ [path]: text });
  expect(findViolations(root)).toEqual([expect.objectContaining({ path })]);
});

test.each(["import", "import type { It } from"])("refuses a ring of files with %s and shows it", (statement) => {
  plant({
    "packages/core/src/profiles/one.ts": `${statement} "./two.ts";`,
    "packages/core/src/profiles/two.ts": `${statement} "./three.ts";`,
    "packages/core/src/profiles/three.ts": `${statement} "./one.ts";`,
  });
  const [violation, ...others] = findViolations(root);
  expect(others).toEqual([]);
  expect(violation?.message).toMatch(
    /one\.ts → .*three\.ts → .*two\.ts → .*one\.ts|one\.ts → .*two\.ts → .*three\.ts → .*one\.ts/,
  );
});

test("says in which line the broken import stands", () => {
  plant({ "packages/core/src/profiles/age.ts": '// why\n\nimport {\n  readFile,\n} from "node:fs/promises";' });
  expect(findViolations(root)).toEqual([expect.objectContaining({ line: 3 })]);
});

function plant(files: Readonly<Record<string, string>>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
}
