import { expect, it, test } from "vitest";
import { readTrackedFiles } from "../read-tracked-files.ts";
import { collectMessages } from "./collect-messages.ts";

const SOURCES = /^(?:packages\/core|apps\/k6p)\/src\/.*\.ts$/;
/** Tests and their parts, scripts for shells, whose texts are code, and the codes, which docs/errors.md shows. */
const EXEMPT =
  /\.test\.ts$|\/(?:testing|fixtures|shells|hooks|completions)\/|\/frame\/commands\.ts$|\/error-codes\.ts$/;

it("every message that k6p can print is in messages.golden.txt, for a reviewer to read (renew with -u)", async () => {
  const pages = readTrackedFiles()
    .filter(({ path }) => SOURCES.test(path) && !EXEMPT.test(path))
    .map(({ path, text }) => ({ path, messages: collectMessages(path, text) }))
    .filter(({ messages }) => messages.length > 0)
    .map(({ path, messages }) => `# ${path.replace("/src/", "/")}\n${messages.join("\n")}\n`);
  await expect(pages.join("\n")).toMatchFileSnapshot("messages.golden.txt");
});

const read = (source: string): readonly string[] => collectMessages("file.ts", source);

test("an error is listed with its code, its remedies and its placeholders", () => {
  const source = `throw new K6pError("FILE_LOCKED", { message: \`\${path} is locked.\`, remedy: ["Wait.", ...(a ? [\`rm \${path}\`] : [])] });`;
  expect(read(source)).toEqual(["FILE_LOCKED: {path} is locked.", "    > Wait.", "    > rm {path}"]);
});

test("a notice is listed with its level, and alternatives side by side", () => {
  const source = `notify({ level: "info", message: \`\${n} \${n === 1 ? "token" : "tokens"}\` });`;
  expect(read(source)).toEqual(["info: {n} {token|tokens}"]);
});

test("what is said of each item of a list is shown once", () => {
  const source = "notify({ level: 'info', message: 'All:', remedy: [...names.map((name) => `rm ${name}`)] });";
  expect(read(source)).toEqual(["info: All:", "    > rm {name}"]);
});

test("any other sentence is listed as well: a part of a message, a prompt, output", () => {
  expect(read(`const reason = "no longer has it"; ask.confirm("Go on with it?");`)).toEqual([
    "  ~ no longer has it",
    "  ~ Go on with it?",
  ]);
});

test("a message that a variable holds is read through it, once", () => {
  const source = `const message = "It is late."; notify({ level: "info", message });`;
  expect(read(source)).toEqual(["info: It is late."]);
});

test("help, types and imports are not messages", () => {
  expect(read(`import x from "a b c"; type T = "one two"; export default define({ summary: "Do a thing" });`)).toEqual(
    [],
  );
});
