import { chmodSync, chownSync, mkdirSync, renameSync, symlinkSync, writeFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { Host } from "../../host/host.ts";
import { K6pError } from "../../errors/k6p-error.ts";
import { makeTeamFolder, type TeamFolder } from "../fixtures/team-folder.ts";
import { readTeamFile } from "./read-team-file.ts";

const TEAM = "version: 1\n";
const STRANGER = 54_321;
const isRoot = process.geteuid?.() === 0;

async function errorOf(host: Host, path: string): Promise<K6pError | undefined> {
  try {
    await readTeamFile(host, path);
    return undefined;
  } catch (error) {
    if (error instanceof K6pError) return error;
    throw error;
  }
}

/** A host to which the file belongs to somebody else. */
function strangersHost(folder: TeamFolder, path: string, env: Readonly<Record<string, string>> = {}): Host {
  if (isRoot) chownSync(path, STRANGER, STRANGER);
  return isRoot ? folder.host("", env) : { ...folder.host("", env), userId: STRANGER };
}

describe("reading a team file", () => {
  it("reads the bytes once: the digest is that of the parsed bytes, whatever happens afterwards", async () => {
    const folder = makeTeamFolder({ "k6p.config.yaml": "version: 1\ndefault: one\n" });
    const reads: string[] = [];
    const host = folder.host();
    const { files } = host;
    const racing: Host = {
      ...host,
      files: {
        ...files,
        read(path, maxBytes) {
          reads.push(path);
          const snapshot = files.read(path, maxBytes);
          writeFileSync(path, "version: 1\ndefault: two\n");
          return snapshot;
        },
      },
    };
    const raced = await readTeamFile(racing, folder.path("k6p.config.yaml"));
    expect(raced?.content.default?.value).toBe("one");
    expect(reads).toEqual([folder.path("k6p.config.yaml")]);
    const after = await readTeamFile(host, folder.path("k6p.config.yaml"));
    expect(after?.content.default?.value).toBe("two");
    expect(after?.digest).not.toBe(raced?.digest);
  });

  it("reads the file that a symlink named when it was resolved, not the one it names now", async () => {
    const folder = makeTeamFolder({
      "good.yaml": "version: 1\ndefault: good\n",
      "bad.yaml": "version: 1\ndefault: bad\n",
    });
    const link = folder.path("k6p.config.yaml");
    symlinkSync("good.yaml", link);
    const host = folder.host();
    const racing: Host = {
      ...host,
      files: {
        ...host.files,
        read(path, maxBytes) {
          symlinkSync("bad.yaml", `${link}.new`);
          renameSync(`${link}.new`, link);
          return host.files.read(path, maxBytes);
        },
      },
    };
    expect(await readTeamFile(racing, link)).toMatchObject({
      realPath: folder.path("good.yaml"),
      content: { default: { value: "good" } },
    });
  });

  it("refuses a file that is not regular, too large or not UTF-8", async () => {
    const folder = makeTeamFolder({ "big.yaml": `version: 1\n#${"x".repeat(256 * 1024)}` });
    writeFileSync(folder.path("latin.yaml"), Buffer.from("version: 1\n# \xe9", "latin1"));
    mkdirSync(folder.path("folder.yaml"));
    expect(await errorOf(folder.host(), folder.path("big.yaml"))).toMatchObject({ code: "FILE_READ_FAILED" });
    expect(await errorOf(folder.host(), folder.path("folder.yaml"))).toMatchObject({ code: "FILE_UNSAFE" });
    expect((await readTeamFile(folder.host(), folder.path("latin.yaml")))?.faults).toHaveLength(1);
    expect(await readTeamFile(folder.host(), folder.path("none.yaml"))).toBeUndefined();
  });
});

describe.skipIf(process.platform === "win32")("a team file of another user", () => {
  it("is refused with a remedy", async () => {
    const folder = makeTeamFolder({ "k6p.config.yaml": TEAM });
    const path = folder.path("k6p.config.yaml");
    const error = await errorOf(strangersHost(folder, path), path);
    expect(error?.code).toBe("FILE_UNSAFE");
    expect(error?.message).toContain("belongs to another user");
    expect(error?.remedy.at(-1)).toMatch(/^If you trust that user's files: export K6P_TEAM_OWNERS=\d+$/);
  });

  it("is read if K6P_TEAM_OWNERS names its owner", async () => {
    const folder = makeTeamFolder({ "k6p.config.yaml": TEAM });
    const path = folder.path("k6p.config.yaml");
    const owner = isRoot ? STRANGER : (process.geteuid?.() ?? 0);
    expect(await errorOf(strangersHost(folder, path, { K6P_TEAM_OWNERS: `7,${owner}` }), path)).toBeUndefined();
  });

  it("is refused with a note about a variable that holds something other than user IDs", async () => {
    const folder = makeTeamFolder({ "k6p.config.yaml": TEAM });
    const path = folder.path("k6p.config.yaml");
    const error = await errorOf(strangersHost(folder, path, { K6P_TEAM_OWNERS: "foo, 7" }), path);
    expect(error?.remedy).toContain("K6P_TEAM_OWNERS must hold numeric user IDs, but holds foo");
  });

  it("is refused if every user can write to it or to its folder, unless the folder is sticky", async () => {
    const folder = makeTeamFolder({ "open.yaml": TEAM, "a/b/k6p.config.yaml": TEAM });
    chmodSync(folder.path("open.yaml"), 0o666);
    expect(await errorOf(folder.host(), folder.path("open.yaml"))).toMatchObject({
      code: "FILE_UNSAFE",
      remedy: [`chmod o-w ${folder.path("open.yaml")}`],
    });
    chmodSync(folder.path("a"), 0o777);
    expect(await errorOf(folder.host(), folder.path("a/b/k6p.config.yaml"))).toMatchObject({
      code: "FILE_UNSAFE",
      remedy: [`chmod o-w ${folder.path("a")}`],
    });
    chmodSync(folder.path("a"), 0o1777);
    expect(await errorOf(folder.host(), folder.path("a/b/k6p.config.yaml"))).toBeUndefined();
  });

  it("is refused if it is linked from a folder that every user can write to", async () => {
    const folder = makeTeamFolder({ "safe/team.yaml": TEAM, "open/x": "" });
    symlinkSync(folder.path("safe/team.yaml"), folder.path("open/k6p.config.yaml"));
    chmodSync(folder.path("open"), 0o777);
    expect(await errorOf(folder.host(), folder.path("open/k6p.config.yaml"))).toMatchObject({ code: "FILE_UNSAFE" });
  });
});
