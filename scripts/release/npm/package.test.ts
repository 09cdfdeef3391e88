import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { publint } from "publint";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { fetchPinned } from "../../pinned/fetch-pinned.ts";
import type { PinnedName } from "../../pinned/pinned-packages.ts";
import { skipInstalling } from "../testing/skip-installing.ts";
import { tellInstalledStory } from "../testing/installed-story.ts";
import { runProgram } from "../testing/run-program.ts";
import { packK6p, type PackedK6p } from "./pack-k6p.ts";

// Everything here starts programs, and other tests share the machine.
vi.setConfig({ testTimeout: 180_000, hookTimeout: 300_000 });

/** What a package may hold at most; more than that is seen here before a user downloads it. */
const MOST_FILES = 60;
const MOST_PACKED_BYTES = 1_200_000;
const MOST_UNPACKED_BYTES = 4_000_000;

const root = join(import.meta.dirname, "../../..");

/**
 * publint judges by words, and takes a program whose texts have an import and a from for an ES module. Node itself decides:
 * it checks a .cjs file as CommonJS.
 */
function isTakenForAModule(message: { readonly code: string; readonly args?: object }): boolean {
  const path = message.args !== undefined && "actualFilePath" in message.args ? message.args.actualFilePath : undefined;
  if (message.code !== "FILE_INVALID_EXPLICIT_FORMAT" || typeof path !== "string" || !path.endsWith(".cjs"))
    return false;
  return spawnSync(process.execPath, ["--check", join(root, "apps", "k6p", path)]).status === 0;
}

let folder: string;
let packed: PackedK6p;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "k6p-package-"));
  packed = packK6p(root, folder);
}, 120_000);
afterAll(() => rmSync(folder, { recursive: true }));

describe("the package", () => {
  it("holds the program, what is needed to use it, and nothing else", () => {
    const outsideOfBundle = packed.files.filter((path) => !path.startsWith("dist/"));
    expect(outsideOfBundle).toEqual([
      "LICENSE",
      "NOTICE",
      "README.md",
      "bin/k6p.cjs",
      "man/k6p.1",
      "package.json",
      "schemas/output.schema.json",
    ]);
    const bundle = packed.files.filter((path) => path.startsWith("dist/"));
    expect(bundle).toEqual(expect.arrayContaining(["dist/k6p.cjs", "dist/THIRD-PARTY-NOTICES.txt"]));
    expect(bundle.filter((path) => !/^dist\/[\w.-]+\.cjs$/.test(path))).toEqual([
      "dist/THIRD-PARTY-NOTICES.txt",
      "dist/help.ansi",
      "dist/help.txt",
    ]);
  });

  it("is small", () => {
    expect(packed.files.length).toBeLessThanOrEqual(MOST_FILES);
    expect(packed.packedBytes).toBeLessThanOrEqual(MOST_PACKED_BYTES);
    expect(packed.unpackedBytes).toBeLessThanOrEqual(MOST_UNPACKED_BYTES);
  });

  it("has the licence of the repository", () => {
    const text = (path: string) => readFileSync(join(root, path), "utf8");
    expect(text("apps/k6p/LICENSE")).toBe(text("LICENSE"));
  });

  it("has a manifest that npm and its readers find nothing wrong with", async () => {
    const { buffer, byteOffset, byteLength } = readFileSync(packed.file);
    const { messages, pkg } = await publint({
      pack: { tarball: buffer.slice(byteOffset, byteOffset + byteLength) },
      strict: true,
    });
    expect(messages.filter((message) => !isTakenForAModule(message))).toEqual([]);
    expect(pkg).toMatchObject({
      name: "k6p",
      license: "Apache-2.0",
      repository: { directory: "apps/k6p" },
      homepage: expect.stringMatching(/^https:/),
      bugs: { url: expect.stringMatching(/^https:/) },
    });
    expect(Object.keys(pkg)).not.toEqual(expect.arrayContaining(["scripts"]));
    expect(Object.keys(pkg)).not.toEqual(expect.arrayContaining(["devDependencies"]));
  });
});

describe.skipIf(skipInstalling).each(["22", "24", "26"])("the package on Node %s", (version) => {
  let prefix: string;
  let bin: string;
  beforeAll(async () => {
    prefix = mkdtempSync(join(folder, "prefix-"));
    bin = nodeFolder(version);
    const installed = await npm(bin, prefix);
    expect(installed.code, installed.stderr).toBe(0);
  }, 240_000);

  tellInstalledStory(() => [join(prefix, "bin/k6p")], { path: () => bin });

  it("has a page for man", () => {
    const page = join(prefix, "share/man/man1/k6p.1");
    expect(readFileSync(page, "utf8")).toContain(".SH NAME");
  });
});

describe.skipIf(skipInstalling)("the package on Node 20", () => {
  it("says that this Node is too old, and what to do", async () => {
    const prefix = mkdtempSync(join(folder, "prefix-"));
    const bin = nodeFolder("20");
    const installed = await npm(bin, prefix);
    expect(installed.stderr).toContain("EBADENGINE");
    const env = { PATH: `${bin}:/usr/bin:/bin`, HOME: prefix };
    const ran = await runProgram([join(prefix, "bin/k6p"), "use", "prod"], { env, cwd: prefix });
    expect(ran).toMatchObject({ code: 1, stdout: "" });
    expect(ran.stderr).toMatch(/^Error: k6p needs Node 22\.18 or newer; this is Node 20\./);
    expect(ran.stderr.split("\n")).toHaveLength(3);
  }, 240_000);
});

/** A folder that holds this version of Node alone, as `node`. */
function nodeFolder(version: string): string {
  if (version === process.versions.node.split(".")[0]) {
    const own = mkdtempSync(join(folder, "node-"));
    symlinkSync(process.execPath, join(own, "node"));
    return own;
  }
  return join(fetchPinned(`node-${version}` as PinnedName), "bin");
}

/** npm puts programs under the prefix; the Node that runs it is the first on PATH. */
function npm(bin: string, prefix: string) {
  const { HOME, NODE_EXTRA_CA_CERTS } = process.env;
  const env = { PATH: `${bin}:${process.env["PATH"] ?? ""}`, HOME, NODE_EXTRA_CA_CERTS };
  return runProgram(["npm", "install", "--global", "--prefix", prefix, packed.file], { env, cwd: prefix });
}
