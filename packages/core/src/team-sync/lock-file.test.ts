import { readFileSync } from "node:fs";
import { Ajv2020 } from "ajv/dist/2020.js";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { K6pError } from "../errors/k6p-error.ts";
import { formatLock, isLockOf, isSameState, parseLock } from "./lock-file.ts";
import { parseGitReference } from "./git-reference.ts";

const COMMIT = "0123456789abcdef0123456789abcdef01234567";
const HASH = "a".repeat(64);
const SCHEMA = JSON.parse(readFileSync(new URL("../../schemas/lock.schema.json", import.meta.url), "utf8"));
const validate = new Ajv2020({ strict: true, allErrors: true }).compile(SCHEMA);

const entry = { commit: COMMIT, path: "k6p.config.yaml", files: { "k6p.config.yaml": `sha256:${HASH}` } };
const withReferences = (references: unknown): string => JSON.stringify({ version: 1, references });

function refusal(text: string): string {
  try {
    parseLock(text, "/x/k6p.lock");
    return "accepted";
  } catch (error) {
    return error instanceof K6pError ? `${error.code} ${error.message}` : String(error);
  }
}

describe("a lock file", () => {
  test("lists the references in alphabetical order, so that it changes only where they do", () => {
    const locked = {
      commit: COMMIT,
      path: "b.yaml",
      files: new Map([
        ["b.yaml", HASH],
        ["a/x.yaml", HASH],
      ]),
    };
    const text = formatLock(
      new Map([
        ["github:b/b#v1", locked],
        ["github:a/a#v1:b.yaml", locked],
      ]),
    );
    expect(text).toBe(`{
  "version": 1,
  "references": {
    "github:a/a#v1:b.yaml": {
      "commit": "${COMMIT}",
      "path": "b.yaml",
      "files": {
        "a/x.yaml": "sha256:${HASH}",
        "b.yaml": "sha256:${HASH}"
      }
    },
    "github:b/b#v1": {
      "commit": "${COMMIT}",
      "path": "b.yaml",
      "files": {
        "a/x.yaml": "sha256:${HASH}",
        "b.yaml": "sha256:${HASH}"
      }
    }
  }
}
`);
    expect(validate(JSON.parse(text)) ? [] : validate.errors).toEqual([]);
  });

  test("is read as it was written", () => {
    const hex = (length: number) =>
      fc.string({ minLength: length, maxLength: length, unit: fc.constantFrom(..."0123456789abcdef") });
    const name = fc.stringMatching(/^x[a-z]{0,8}$/);
    const locked = fc
      .record({ commit: hex(40), path: name, hash: hex(64), more: fc.dictionary(name, hex(64)) })
      .map(({ commit, path, hash, more }) => ({
        commit,
        path,
        files: new Map([...Object.entries(more), [path, hash]]),
      }));
    const lock = fc
      .dictionary(
        name.map((owner) => `github:${owner}/x#v1`),
        locked,
      )
      .map((object) => new Map(Object.entries(object)));
    fc.assert(
      fc.property(lock, (value) => {
        const text = formatLock(value);
        expect(parseLock(text, "x")).toEqual(value);
        expect(formatLock(parseLock(text, "x"))).toBe(text);
        expect(validate(JSON.parse(text))).toBe(true);
      }),
    );
  });

  test.each([
    ["what a merge left", "<<<<<<< HEAD\n{}", "is not valid JSON; it may contain merge"],
    ["another version", '{"version":2,"references":{}}', "version must be 1"],
    ["a list", '{"version":1,"references":[]}', "references must be an object"],
    ["an unknown key", '{"version":1,"references":{},"hooks":{}}', "hooks"],
    ["a reference that is none", withReferences({ "ext::sh#v1": entry }), "uses ext:"],
    ["__proto__", '{"version":1,"references":{"__proto__":{}}}', "is not a git repository"],
    ["a short commit", withReferences({ "github:a/b#v1": { ...entry, commit: "0123456" } }), "a full commit ID"],
    [
      "an option for a commit",
      withReferences({ "github:a/b#v1": { ...entry, commit: "--upload-pack=x" } }),
      "a full commit ID",
    ],
    [
      "a file outside",
      withReferences({ "github:a/b#v1": { ...entry, files: { "../x": `sha256:${HASH}` } } }),
      "in its path",
    ],
    [
      "another checksum",
      withReferences({ "github:a/b#v1": { ...entry, files: { "x.yaml": HASH } } }),
      "is not sha256:",
    ],
    [
      "a path without checksum",
      withReferences({ "github:a/b#v1": { ...entry, path: "x.yaml" } }),
      "do not include its path",
    ],
  ])("with %s is refused", (_what, text, why) => {
    expect(refusal(text)).toContain(why);
    expect(validate(text.startsWith("{") ? JSON.parse(text) : undefined)).toBe(_what === "a path without checksum");
  });

  test("cannot name another commit or file than the reference", () => {
    const locked = { commit: COMMIT, path: "k6p.config.yaml", files: new Map([["k6p.config.yaml", HASH]]) };
    expect(isLockOf(parseGitReference(`github:a/b#${COMMIT}`), locked)).toBe(true);
    expect(isLockOf(parseGitReference(`github:a/b#${"1".repeat(40)}`), locked)).toBe(false);
    expect(isLockOf(parseGitReference("github:a/b#v1:k6p.config.yaml"), locked)).toBe(true);
    expect(isLockOf(parseGitReference("github:a/b#v1:x.yaml"), locked)).toBe(false);
    expect(isSameState(locked, { ...locked, files: new Map([["k6p.config.yaml", "b".repeat(64)]]) })).toBe(false);
    expect(isSameState(locked, { ...locked, files: new Map([...locked.files, ["x", HASH]]) })).toBe(false);
    expect(isSameState(locked, { ...locked, files: new Map(locked.files) })).toBe(true);
  });
});
