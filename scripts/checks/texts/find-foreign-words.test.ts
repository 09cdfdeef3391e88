import { expect, test } from "vitest";
import { findForeignWords } from "./find-foreign-words.ts";

const CLONE = "/srv/clones/k6p";
// Put together here, because this file is checked as well.
const host = ["registry", "example", "org"].join(".");
const equals = "=";
const colon = ":";
const home = ["", "root", "notes"].join("/");

test.each([
  ["a registry's host", `see https://${host}/left-pad`],
  ["a registry that is chosen", `registry${equals}https://example.org/`],
  ["a registry that is chosen for a scope", `@scope:registry${equals}https://example.org/`],
  ["a package's address in the lockfile", `resolution: {integrity: x, tarball${colon} https://example.org/x.tgz}`],
  ["root's home", `cat ${home}`],
  ["a work folder in a home", `cd ${["", "home", "someone", "work", "k6p"].join("/")}`],
  ["the clone's own path", `cd ${CLONE}/apps`],
])("finds %s", (_name, words) => {
  expect(findForeignWords(`first\n${words}\n`, CLONE)).toEqual([{ line: 2, reason: expect.any(String) }]);
});

test.each([
  "the error registry is a table",
  "~/.config/k6p and $HOME/.config/k6p",
  "/home/ada/.config/k6/config.json",
  "resolution: {integrity: sha512-abc}",
  "registry.commands.get(name)",
])("leaves %s alone", (words) => {
  expect(findForeignWords(words, CLONE)).toEqual([]);
});

test("a clone in a top-level folder does not make its name a finding", () => {
  expect(findForeignWords("~/.config/k6p", "/k6p")).toEqual([]);
});
