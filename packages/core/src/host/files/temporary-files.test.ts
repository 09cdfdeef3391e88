import { mkdirSync, readdirSync, symlinkSync, utimesSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { expect, test } from "vitest";
import { scratchFolder } from "../fixtures/scratch-folder.ts";
import { createNodeHost } from "../node/node-host.ts";
import { randomName } from "./random-name.ts";
import { removeStaleTemporaries, temporaryPathFor } from "./temporary-files.ts";

const host = createNodeHost();
const twoHoursAgo = new Date(Date.now() - 7_200_000);

test("temporary names are next to the file, are hidden, differ, and fit into a file system", () => {
  expect(temporaryPathFor(host, "/a/config.json", randomName(host))).toMatch(
    /^\/a\/\.config\.json\.k6p-[\da-f]{12}\.tmp$/u,
  );
  expect(temporaryPathFor(host, "/a/b", randomName(host))).not.toBe(temporaryPathFor(host, "/a/b", randomName(host)));
  expect(
    Buffer.byteLength(basename(temporaryPathFor(host, `/a/${"\u{1F600}".repeat(60)}`, randomName(host)))),
  ).toBeLessThan(256);
});

test("only temporary files of ours that are an hour old are removed", () => {
  const folder = scratchFolder();
  const stale = [
    basename(temporaryPathFor(host, "/a/config.json", randomName(host))),
    basename(temporaryPathFor(host, "/a/.x", randomName(host))),
  ];
  const kept = [
    ".config.json.k6p-0123456789.tmp",
    "config.json.k6p-0123456789ab.tmp",
    ".config.json.tmp",
    "config.json",
  ];
  for (const name of [...stale, ...kept]) {
    writeFileSync(join(folder, name), "");
    utimesSync(join(folder, name), twoHoursAgo, twoHoursAgo);
  }
  const young = basename(temporaryPathFor(host, "/a/config.json", randomName(host)));
  writeFileSync(join(folder, young), "");
  const directory = basename(temporaryPathFor(host, "/a/config.json", randomName(host)));
  mkdirSync(join(folder, directory));
  utimesSync(join(folder, directory), twoHoursAgo, twoHoursAgo);
  expect(removeStaleTemporaries(host, folder).toSorted()).toEqual(stale.toSorted());
  expect(readdirSync(folder).toSorted()).toEqual([...kept, young, directory].toSorted());
});

test("a symlink with a temporary name, a missing folder and a folder that cannot be listed are left alone", () => {
  const folder = scratchFolder();
  symlinkSync("elsewhere", join(folder, basename(temporaryPathFor(host, "/a/b", randomName(host)))));
  expect(removeStaleTemporaries(host, folder)).toEqual([]);
  expect(removeStaleTemporaries(host, join(folder, "missing"))).toEqual([]);
  const broken = {
    ...host,
    files: {
      ...host.files,
      list: () => {
        throw Object.assign(new Error("EACCES"), { code: "EACCES" });
      },
    },
  };
  expect(removeStaleTemporaries(broken, folder)).toEqual([]);
});
