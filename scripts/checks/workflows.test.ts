import { globSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { parseDocument } from "yaml";

const root = fileURLToPath(new URL("../..", import.meta.url));
const files = globSync([".github/**/*.yml", "examples/github/*.yml"], { cwd: root });

test("there are workflows to check", () => {
  expect(files.length).toBeGreaterThan(2);
});

test.each(files)("%s is YAML without an error or a warning", (file) => {
  const { errors, warnings } = parseDocument(readFileSync(`${root}/${file}`, "utf8"), { uniqueKeys: true });
  expect([...errors, ...warnings]).toEqual([]);
});

test.each(files.filter((file) => /workflows|examples/.test(file)))("%s has few rights and pinned actions", (file) => {
  const text = readFileSync(`${root}/${file}`, "utf8");
  const workflow: unknown = parseDocument(text).toJS();
  expect(workflow).toMatchObject({ permissions: { contents: "read" } });
  for (const [, action] of text.matchAll(/uses: (\S+)/g)) expect(action).toMatch(/^[\w-]+\/[\w-]+(?:\/[\w-]+)*@v\d+$/);
});
