import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { beforeEach, describe, expect, test } from "vitest";
import { scratchFolder } from "../host/fixtures/scratch-folder.ts";
import { createNodeHost } from "../host/node/node-host.ts";
import { Copies, sha256 } from "./copies.ts";
import type { LockedReference } from "./lock-file.ts";

const REFERENCE = "github:acme/profiles#team/v1:eu/main.yaml";
const FILES = new Map([
  ["eu/main.yaml", Buffer.from("version: 1\n")],
  ["base.yaml", Buffer.from("version: 1\nprofiles: {}\n")],
]);
const LOCKED: LockedReference = {
  commit: "1".repeat(40),
  path: "eu/main.yaml",
  files: new Map([...FILES].map(([path, bytes]) => [path, sha256(bytes)])),
};

let state: string;
let copies: Copies;

beforeEach(() => {
  state = scratchFolder();
  copies = new Copies({ host: createNodeHost(), stateDirectory: state });
});

const keep = (): string => copies.keep(REFERENCE, LOCKED, FILES);

describe("copies", () => {
  test("are kept whole, in a folder with a telling name that only the user can read", () => {
    expect(copies.find(REFERENCE, LOCKED)).toEqual({ kind: "absent" });
    const folder = keep();
    expect(folder).toMatch(/\/extends\/profiles-team-v1-[0-9a-f]{32}$/);
    expect(copies.find(REFERENCE, LOCKED)).toEqual({ kind: "copy", folder });
    expect(readFileSync(join(folder, "eu/main.yaml"), "utf8")).toBe("version: 1\n");
    expect(statSync(join(folder, "eu/main.yaml")).mode & 0o777).toBe(0o600);
    for (const path of [join(state, "extends"), folder, join(folder, "eu")])
      expect(statSync(path).mode & 0o777).toBe(0o700);
    expect(readdirSync(join(state, "extends"))).toHaveLength(1);
  });

  test("belong to one reference and one state", () => {
    keep();
    const other = new Map([...LOCKED.files, ["base.yaml", sha256("other")]]);
    expect(copies.find(REFERENCE, { ...LOCKED, files: other }).kind).toBe("absent");
    expect(copies.find(REFERENCE, { ...LOCKED, commit: "2".repeat(40) }).kind).toBe("absent");
    expect(copies.find("github:evil/profiles#team/v1:eu/main.yaml", LOCKED).kind).toBe("absent");
  });

  test.each<[string, (folder: string) => void]>([
    ["one byte differs", (folder) => writeFileSync(join(folder, "base.yaml"), "version: 1\nprofiles: {}\t")],
    ["a file is missing", (folder) => rmSync(join(folder, "base.yaml"))],
    ["there is one file more", (folder) => writeFileSync(join(folder, "eu/more.yaml"), "")],
    [
      "a file has become a link to the same",
      (folder) => {
        writeFileSync(join(state, "same"), "version: 1\n");
        rmSync(join(folder, "eu/main.yaml"));
        symlinkSync(join(state, "same"), join(folder, "eu/main.yaml"));
      },
    ],
    [
      "a file has become a folder",
      (folder) => {
        rmSync(join(folder, "base.yaml"));
        mkdirSync(join(folder, "base.yaml"));
      },
    ],
    ["a file is larger than any", (folder) => writeFileSync(join(folder, "base.yaml"), Buffer.alloc(300 * 1024))],
  ])("are not used if %s, and are fetched again", (_what, change) => {
    change(keep());
    expect(copies.find(REFERENCE, LOCKED)).toEqual({ kind: "changed" });
    expect(copies.find(REFERENCE, LOCKED)).not.toHaveProperty("folder");
    keep();
    expect(copies.find(REFERENCE, LOCKED).kind).toBe("copy");
  });

  test("are not read from a folder that others can enter", () => {
    keep();
    chmodSync(join(state, "extends"), 0o755);
    expect(() => copies.keep(REFERENCE, { ...LOCKED, commit: "2".repeat(40) }, FILES)).toThrow(/open to other users/);
  });

  test("that killed processes left incomplete are removed after an hour, and nothing else is", async () => {
    const folder = keep();
    const [old, young] = ["scratch-0123456789ab", "scratch-ba9876543210"].map((name) => join(state, "extends", name));
    const hours = new Date(Date.now() - 7_200_000);
    for (const path of [old!, young!, join(state, "extends/scratch-mine")])
      mkdirSync(join(path, "objects"), { recursive: true });
    for (const path of [old!, folder, join(state, "extends/scratch-mine")]) utimesSync(path, hours, hours);
    copies.sweep();
    expect([old!, young!, folder, join(state, "extends/scratch-mine")].map(existsSync)).toEqual([
      false,
      true,
      true,
      true,
    ]);
  });

  test("leave no scratch folder, whether or not all goes well", async () => {
    let seen = "";
    await expect(
      copies.inScratch(async (folder) => {
        seen = folder;
        writeFileSync(join(folder, "x"), "");
        throw new Error("no");
      }),
    ).rejects.toThrow("no");
    expect(existsSync(seen)).toBe(false);
    expect(() => copies.keep(REFERENCE, LOCKED, new Map([["x\0", Buffer.alloc(1)]]))).toThrow(/could not be written/);
    expect(readdirSync(join(state, "extends"))).toEqual([]);
  });
});
