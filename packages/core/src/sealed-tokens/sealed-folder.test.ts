import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeEach, expect, onTestFinished, test } from "vitest";
import { createNodeHost } from "../host/node/node-host.ts";
import { SealedFolder } from "./sealed-folder.ts";

let team: string;
let folder: SealedFolder;

beforeEach(() => {
  const home = mkdtempSync(join(tmpdir(), "k6p-sealed-"));
  onTestFinished(() => rmSync(home, { recursive: true, force: true }));
  team = join(home, "team");
  mkdirSync(team);
  const host = createNodeHost({ env: {}, homeDirectory: home });
  folder = new SealedFolder({
    host,
    teamFolder: team,
    lockDirectory: join(home, "locks"),
    refuseUnsafe: () => undefined,
  });
});

test("A team without sealed tokens has no files", () => {
  expect(folder.names()).toEqual([]);
  expect(folder.read("prod")).toBeUndefined();
  expect(folder.remove("prod")).toBe(false);
});

test("A file in place of the folder is reported by name", async () => {
  writeFileSync(join(team, ".k6p"), "");
  const refusal = { code: "FILE_UNSAFE", message: expect.stringMatching(/\.k6p is not a folder/) };
  expect(() => folder.names()).toThrow(expect.objectContaining(refusal));
  await expect(folder.write("prod", Buffer.from("p"))).rejects.toMatchObject(refusal);
});

test("Each profile has a file of its own, which git merges as a whole", async () => {
  await folder.write("staging", Buffer.from("s"));
  await folder.write("prod", Buffer.from("p"));
  await folder.write("prod", Buffer.from("p2"));
  expect(folder.names()).toEqual(["prod", "staging"]);
  expect(folder.names().map((name) => Buffer.from(folder.read(name) ?? []).toString())).toEqual(["p2", "s"]);
  expect(folder.pathOf("prod")).toBe(join(team, ".k6p", "sealed", "prod.age"));
  expect(readFileSync(join(team, ".k6p", "sealed", ".gitattributes"), "utf8")).toBe("*.age binary\n");
  expect(folder.remove("prod")).toBe(true);
  expect(folder.names()).toEqual(["staging"]);
});

test.skipIf(process.platform === "win32")("Other users may read the files, which are committed anyway", async () => {
  await folder.write("prod", Buffer.from("p"));
  expect(statSync(folder.pathOf("prod")).mode & 0o777).toBe(0o644);
});

test("A symbolic link from the repository is followed neither for reading nor for writing", async () => {
  const target = join(team, "..", "private");
  writeFileSync(target, "mine");
  mkdirSync(folder.path, { recursive: true });
  symlinkSync(target, folder.pathOf("prod"));
  expect(() => folder.read("prod")).toThrow(/symbolic link/);
  await expect(folder.write("prod", Buffer.from("x"))).rejects.toMatchObject({ code: "FILE_UNSAFE" });

  rmSync(join(folder.path, ".gitattributes"));
  symlinkSync(target, join(folder.path, ".gitattributes"));
  await expect(folder.write("other", Buffer.from("x"))).rejects.toMatchObject({ code: "FILE_UNSAFE" });
  expect(readFileSync(target, "utf8")).toBe("mine");

  rmSync(join(team, ".k6p"), { recursive: true });
  mkdirSync(join(team, "..", "elsewhere", "sealed"), { recursive: true });
  symlinkSync(join(team, "..", "elsewhere"), join(team, ".k6p"));
  expect(() => folder.names()).toThrow(/symbolic link/);
  expect(() => folder.remove("prod")).toThrow(/symbolic link/);
});
