import { chmodSync, existsSync, mkdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import * as v from "valibot";
import { describe, expect, it } from "vitest";
import { scratchFolder } from "../fixtures/scratch-folder.ts";
import { createNodeHost } from "../node/node-host.ts";
import { StateFile, type StateFileOptions } from "./state-file.ts";
import { jsonForm } from "./state-form.ts";

type Numbers = readonly number[];

const isWindows = process.platform === "win32";

function fileIn(folder: string, options: Partial<StateFileOptions<Numbers>> = {}): StateFile<Numbers> {
  return new StateFile<Numbers>({
    host: createNodeHost({ env: {}, homeDirectory: folder }),
    path: join(folder, "state", "numbers.json"),
    form: jsonForm(v.array(v.number())),
    maxBytes: 1024,
    whenUnreadable: "empty",
    ...options,
  });
}

function put(file: StateFile<Numbers>, text: string, mode = 0o600): void {
  mkdirSync(dirname(file.path), { recursive: true, mode: 0o700 });
  writeFileSync(file.path, text);
  chmodSync(file.path, mode);
}

/** Adds a number, and returns what the edit was given. */
async function add(file: StateFile<Numbers>, folder: string, number: number): Promise<Numbers | undefined> {
  let given: Numbers | undefined;
  await file.edit(join(folder, "locks"), (current) => {
    given = current;
    return [...(current ?? []), number];
  });
  return given;
}

describe("a state file", () => {
  it("gives back what was written, and is private", async () => {
    const folder = scratchFolder();
    const file = fileIn(folder);
    expect(file.read()).toBeUndefined();
    await add(file, folder, 1);
    await add(file, folder, 2);
    expect(file.read()).toEqual([1, 2]);
    if (!isWindows) expect(statSync(file.path).mode & 0o777).toBe(0o600);
    expect(file.remove()).toBe(true);
    expect(file.remove()).toBe(false);
  });

  it("is left as it is when an edit returns nothing", async () => {
    const folder = scratchFolder();
    const file = fileIn(folder);
    put(file, "[ 1 ]");
    await file.edit(join(folder, "locks"), () => undefined);
    expect(readFileSync(file.path, "utf8")).toBe("[ 1 ]");
  });

  it.each([
    ["text that is not JSON", "{"],
    ["another form", '{"a":1}'],
    ["nothing", ""],
  ])("that holds %s is empty, or an error", async (_, text) => {
    const folder = scratchFolder();
    const help = fileIn(folder);
    put(help, text);
    expect(help.read()).toBeUndefined();
    const record = fileIn(folder, { whenUnreadable: "error" });
    expect(() => record.read()).toThrow(expect.anything());
    await expect(add(record, folder, 1)).rejects.toThrow(expect.anything());
    expect(readFileSync(record.path, "utf8")).toBe(text);
    expect(await add(help, folder, 1)).toBeUndefined();
    expect(help.read()).toEqual([1]);
  });

  it("that cannot be read is empty, or an error that names it", () => {
    const folder = scratchFolder();
    mkdirSync(fileIn(folder).path, { recursive: true });
    expect(fileIn(folder).read()).toBeUndefined();
    expect(() => fileIn(folder, { whenUnreadable: "error" }).read()).toThrow(
      expect.objectContaining({ code: "FILE_UNSAFE", details: expect.objectContaining({ file: fileIn(folder).path }) }),
    );
  });

  it("is overwritten whole, without a trace when that fails", () => {
    const folder = scratchFolder();
    const file = fileIn(folder);
    file.overwrite([1]);
    file.overwrite([2]);
    expect(file.read()).toEqual([2]);
    const blocked = fileIn(folder, { path: join(file.path, "below-a-file", "numbers.json") });
    blocked.overwrite([3]);
    expect(blocked.read()).toBeUndefined();
  });
});

describe.skipIf(isWindows)("a state file that must be private", () => {
  it("counts only while nobody else can write or read it", async () => {
    const folder = scratchFolder();
    const file = fileIn(folder, { mustBePrivate: true });
    await add(file, folder, 1);
    for (const mode of [0o620, 0o602, 0o640, 0o604]) {
      chmodSync(file.path, mode);
      expect(file.read()).toBeUndefined();
    }
    chmodSync(file.path, 0o600);
    expect(file.read()).toEqual([1]);
  });

  it("counts only in a folder that nobody else can enter", async () => {
    const folder = scratchFolder();
    const file = fileIn(folder, { mustBePrivate: true });
    await add(file, folder, 1);
    chmodSync(dirname(file.path), 0o770);
    expect(file.read()).toBeUndefined();
    await expect(add(file, folder, 2)).rejects.toMatchObject({ code: "FILE_UNSAFE" });
    file.overwrite([3]);
    chmodSync(dirname(file.path), 0o700);
    expect(file.read()).toEqual([1]);
  });

  it("does not count behind a link in place of its folder", async () => {
    const folder = scratchFolder();
    const elsewhere = join(folder, "elsewhere");
    mkdirSync(elsewhere, { mode: 0o700 });
    symlinkSync(elsewhere, join(folder, "state"));
    const file = fileIn(folder, { mustBePrivate: true });
    put(file, "[1]");
    expect(file.read()).toBeUndefined();
  });

  it("loses what others could have written when it is edited", async () => {
    const folder = scratchFolder();
    const file = fileIn(folder, { mustBePrivate: true });
    put(file, "[666]", 0o620);
    expect(await add(file, folder, 1)).toBeUndefined();
    expect(file.read()).toEqual([1]);
  });

  it("is not made believable by an edit that changes nothing", async () => {
    const folder = scratchFolder();
    const file = fileIn(folder, { mustBePrivate: true });
    put(file, "[666]", 0o620);
    await file.edit(join(folder, "locks"), () => undefined);
    expect(existsSync(file.path)).toBe(true);
    expect(file.read()).toBeUndefined();
  });
});
