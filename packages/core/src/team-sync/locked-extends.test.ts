import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, describe, expect, test } from "vitest";
import { scratchFolder } from "../host/fixtures/scratch-folder.ts";
import { createNodeHost } from "../host/node/node-host.ts";
import { Copies, sha256 } from "./copies.ts";
import { formatLock, type LockedReference } from "./lock-file.ts";
import { LockedExtends } from "./locked-extends.ts";

const CONTENT = Buffer.from("version: 1\n");
const LOCKED: LockedReference = {
  commit: "1".repeat(40),
  path: "k6p.config.yaml",
  files: new Map([["k6p.config.yaml", sha256(CONTENT)]]),
};

let project: string;
let copies: Copies;

beforeEach(() => {
  project = scratchFolder();
  copies = new Copies({ host: createNodeHost(), stateDirectory: scratchFolder() });
});

function lock(text: string, locked: LockedReference = LOCKED): void {
  copies.keep(text, locked, new Map([[locked.path, CONTENT]]));
  writeFileSync(join(project, "k6p.lock"), formatLock(new Map([[text, locked]])));
}

function find(text: string) {
  const remote = new LockedExtends({ host: createNodeHost({ env: { PATH: "" } }), copies });
  return remote.find({ kind: "remote", text }, join(project, "k6p.config.yaml"));
}

describe("what is extended from repositories", () => {
  test("is found in the copy that the lock file next to the team file names", () => {
    lock("github:a/b#v1");
    expect(find("github:a/b#v1")).toEqual({
      kind: "copy",
      commit: "1".repeat(40),
      path: expect.stringMatching(/\/b-v1-[0-9a-f]{32}\/k6p\.config\.yaml$/),
      folder: expect.stringMatching(/\/b-v1-[0-9a-f]{32}$/),
    });
  });

  test.each([
    ["another tag", "github:a/b#v2"],
    ["another repository", "github:evil/b#v1"],
    ["a file of it", "github:a/b#v1:k6p.config.yaml"],
  ])("is not %s", (_what, text) => {
    lock("github:a/b#v1");
    expect(find(text)).toMatchObject({ kind: "none", remedy: ["k6p team sync"] });
  });

  test("is never another commit or file than the reference pins, whatever the lock file says", () => {
    const pinned = `github:a/b#${"2".repeat(40)}`;
    lock(pinned);
    expect(find(pinned)).toMatchObject({ kind: "none", reason: expect.stringContaining("does not list it") });
    lock("github:a/b#v1:eu.yaml");
    expect(find("github:a/b#v1:eu.yaml")).toMatchObject({ kind: "none" });
  });

  test("is not found without a lock file, or if the reference is invalid", () => {
    expect(find("github:a/b#v1")).toMatchObject({ kind: "none", remedy: ["k6p team sync"] });
    expect(find("github:a/b#v1..v2")).toMatchObject({ kind: "none" });
  });
});
