import { expect, test } from "vitest";
import { spawnedCall } from "./node-batch-call.ts";

// What batch files make of these lines is tried on Windows itself: scripts/windows.

const lineFor = (...words: readonly string[]): string =>
  spawnedCall("win32", { program: "C:\\npm\\k6.cmd", arguments: words, env: {} }).arguments.at(-1) ?? "";

test("a program that is not a batch file is started directly", () => {
  const request = { program: "C:\\k6\\k6.exe", arguments: ["a b", "%PATH%"], env: {} };
  expect(spawnedCall("win32", request)).toEqual({ ...request, env: undefined, verbatim: false });
  expect(spawnedCall("linux", { ...request, program: "/bin/k6.cmd" }).verbatim).toBe(false);
});

test.each(["k6.cmd", "K6.BAT", "k6.bat. ."])("%s is run by cmd.exe, without its AutoRun", (program) => {
  const call = spawnedCall("win32", { program: `C:\\k6\\${program}`, arguments: ["run", "a.js"], env: {} });
  expect(call.program).toMatch(/\\System32\\cmd\.exe$/);
  expect(call.arguments).toEqual(["/e:ON", "/v:OFF", "/d", "/s", "/c", `""C:\\k6\\${program}" run a.js"`]);
  expect(call.verbatim).toBe(true);
});

test.each([
  ["", '""'],
  ["a b", '"a b"'],
  ["a&b", '"a&b"'],
  ['say "hi"', '"say ""hi"""'],
  ['back\\"slash', '"back\\\\""slash"'],
  ["ends with a space and \\", '"ends with a space and \\\\"'],
  ["C:\\folder\\", '"C:\\folder\\\\"'],
  ["50%", '"50%%cd:~,%"'],
  ["ümlaut", '"ümlaut"'],
])("the argument %j stays one argument", (word, spelled) => {
  expect(lineFor("run", word)).toBe(`""C:\\npm\\k6.cmd" run ${spelled}"`);
});

test.each(["a\nb", "a\rb", "a\0b"])("the argument %j is refused", (word) => {
  expect(() => lineFor(word)).toThrow(expect.objectContaining({ code: "COMMAND_NOT_EXECUTABLE" }));
});
