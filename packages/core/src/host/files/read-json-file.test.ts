import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { scratchFolder } from "../fixtures/scratch-folder.ts";
import { createNodeHost } from "../node/node-host.ts";
import { readJsonFile } from "./read-json-file.ts";

const host = createNodeHost();

test("a JSON file gives its value, and a missing one undefined", () => {
  const path = join(scratchFolder(), "a.json");
  expect(readJsonFile(host, path, 100)).toBeUndefined();
  writeFileSync(path, '{"a":[1,null]}');
  expect(readJsonFile(host, path, 100)).toEqual({ a: [1, null] });
});

test("what is not JSON is refused without quoting it", () => {
  const path = join(scratchFolder(), "a.json");
  for (const content of ["", "glc_secret", '{"a":1', Buffer.from([0x22, 0xff, 0x22])]) {
    writeFileSync(path, content);
    const error = failureOf(() => readJsonFile(host, path, 100));
    expect(error).toMatchObject({ code: "FILE_READ_FAILED", message: `${path} is not JSON.` });
    expect(error).not.toHaveProperty("cause");
  }
});

test("what cannot be read is refused with its reason", () => {
  const folder = scratchFolder();
  const path = join(folder, "a.json");
  writeFileSync(path, '"12345678"');
  expect(() => readJsonFile(host, path, 5)).toThrow(
    expect.objectContaining({ code: "FILE_READ_FAILED", details: { file: path, systemError: "EFBIG" } }),
  );
  expect(() => readJsonFile(host, folder, 100)).toThrow(expect.objectContaining({ code: "FILE_UNSAFE" }));
});

function failureOf(action: () => unknown): unknown {
  try {
    return action();
  } catch (error) {
    return error;
  }
}
