import { execFileSync } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, rmSync } from "node:fs";
import { cosmiconfigSync } from "cosmiconfig";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { findTeamFile } from "./find-team-file.ts";
import { makeTeamFolder } from "../fixtures/team-folder.ts";
import { TEAM_PLACES } from "../team-places.ts";
import { LARGEST_TEAM_FILE } from "./text-limits.ts";

const TEAM = "version: 1\n";
const PACKAGE = JSON.stringify({ name: "x", k6p: { version: 1 } });

function contentOf(place: string): string {
  if (place.endsWith("package.json")) return PACKAGE;
  return place.endsWith(".json") ? '{"version":1}' : TEAM;
}

describe("the search for a team file", () => {
  it("finds the nearest one, from the working folder up to the repository's root", async () => {
    const folder = makeTeamFolder({
      ".git/HEAD": "",
      "k6p.config.yaml": TEAM,
      "a/.k6prc": TEAM,
      "a/b/c/x.txt": "",
    });
    expect(await findTeamFile(folder.host("a/b/c"))).toEqual({
      path: folder.path("a", ".k6prc"),
      repository: folder.root,
      ignored: [],
    });
    expect(await findTeamFile(folder.host())).toMatchObject({ path: folder.path("k6p.config.yaml") });
  });

  it("stops at the root of the repository and at the home folder", async () => {
    const folder = makeTeamFolder({
      "k6p.config.yaml": TEAM,
      "repo/.git": "gitdir: elsewhere",
      "repo/a/x.txt": "",
      "home/b/x.txt": "",
    });
    expect(await findTeamFile(folder.host("repo/a"))).toMatchObject({
      path: undefined,
      repository: folder.path("repo"),
    });
    expect(await findTeamFile(folder.host("home/b"))).toMatchObject({ path: undefined, last: folder.path("home") });
    folder.write({ "home/k6p.config.yml": TEAM });
    expect(await findTeamFile(folder.host("home/b"))).toMatchObject({ path: folder.path("home", "k6p.config.yml") });
  });

  it("lists the files that another one in the same folder hides", async () => {
    const folder = makeTeamFolder({
      ".git/HEAD": "",
      ".k6prc": TEAM,
      "k6p.config.json": "{}",
      "package.json": PACKAGE,
    });
    expect(await findTeamFile(folder.host())).toEqual({
      path: folder.path("k6p.config.json"),
      repository: folder.root,
      ignored: [folder.path(".k6prc"), folder.path("package.json")],
    });
  });

  it("uses a package.json only if it has a top-level key k6p", async () => {
    const folder = makeTeamFolder({ ".git/HEAD": "", "package.json": '{"devDependencies":{"k6p":"1.0.0"}}' });
    expect((await findTeamFile(folder.host())).path).toBeUndefined();
    folder.write({ "package.json": '{"k6p": broken' });
    expect((await findTeamFile(folder.host())).path).toBe(folder.path("package.json"));
  });

  it("skips folders with the name of a team file", async () => {
    const folder = makeTeamFolder({ ".git/HEAD": "", ".config/k6p.yaml/x": "", "k6p.config.json/x": "" });
    expect((await findTeamFile(folder.host())).path).toBeUndefined();
  });

  it.skipIf(process.platform === "win32" || process.getuid?.() === 0)(
    "looks into folders that can only be entered",
    async () => {
      const folder = makeTeamFolder({ ".git/HEAD": "", "k6p.config.yaml": TEAM });
      chmodSync(folder.root, 0o100);
      expect((await findTeamFile(folder.host())).path).toBe(folder.path("k6p.config.yaml"));
      chmodSync(folder.root, 0o700);
    },
  );

  it("finds what cosmiconfig would find with the same places", async () => {
    const places = fc.subarray([...TEAM_PLACES], { maxLength: 3 });
    await fc.assert(
      fc.asyncProperty(fc.tuple(places, places, places), async (levels) => {
        const folder = makeTeamFolder({ ".git/HEAD": "" });
        const folders = ["", "a", "a/b"];
        for (const [index, found] of levels.entries()) {
          mkdirSync(folder.path(folders[index] ?? ""), { recursive: true });
          for (const place of found) folder.write({ [`${folders[index] ?? ""}/${place}`]: contentOf(place) });
        }
        const explorer = cosmiconfigSync("k6p", { searchPlaces: [...TEAM_PLACES], stopDir: folder.root });
        expect((await findTeamFile(folder.host("a/b"))).path).toBe(explorer.search(folder.path("a/b"))?.filepath);
      }),
      { numRuns: 60 },
    );
  });

  it("runs nothing in the folders it searches, whether it finds a team file or not", async () => {
    const folder = makeTeamFolder();
    const ran = folder.path("ran");
    const mark = `require("node:fs").writeFileSync(${JSON.stringify(ran)}, "")`;
    const names = ["cjs", "js", "ts", "mjs", "cts", "mts"].flatMap((extension) => [
      `.k6prc.${extension}`,
      `.config/k6prc.${extension}`,
      `.config/k6p.${extension}`,
      `.config/config.${extension}`,
      `k6p.config.${extension}`,
    ]);
    folder.write({
      ".git/HEAD": "",
      ...Object.fromEntries(names.map((name) => [name, mark])),
      "package.json": JSON.stringify({
        scripts: { prepare: `node -e '${mark}'` },
        cosmiconfig: { searchPlaces: ["k6p.config.cjs"] },
      }),
    });
    expect((await findTeamFile(folder.host())).path).toBeUndefined();
    folder.write({ "k6p.config.yaml": "version: 1\n$import: ./k6p.config.cjs\n" });
    expect((await findTeamFile(folder.host())).path).toBe(folder.path("k6p.config.yaml"));
    rmSync(folder.path("k6p.config.yaml"));
    folder.write({ "package.json": '{"k6p":{"$import":"./k6p.config.cjs"},"cosmiconfig":{"searchPlaces":["x.cjs"]}}' });
    expect((await findTeamFile(folder.host())).path).toBe(folder.path("package.json"));
    expect(existsSync(ran)).toBe(false);
  });

  it.skipIf(process.platform === "win32")("finds a pipe or a file that is too large without opening it", async () => {
    const folder = makeTeamFolder({ ".git/HEAD": "", "a/.k6prc": "x".repeat(LARGEST_TEAM_FILE + 1), "b/.k6prc": TEAM });
    execFileSync("mkfifo", [folder.path("k6p.config.yaml")]);
    execFileSync("mkfifo", [folder.path("b", "k6p.config.yml")]);
    expect((await findTeamFile(folder.host())).path).toBe(folder.path("k6p.config.yaml"));
    expect((await findTeamFile(folder.host("a"))).path).toBe(folder.path("a", ".k6prc"));
    expect(await findTeamFile(folder.host("b"))).toMatchObject({
      path: folder.path("b", "k6p.config.yml"),
      ignored: [folder.path("b", ".k6prc")],
    });
  });

  it.skipIf(process.platform === "win32")("finds a file that any user can write to, and uses no other", async () => {
    const folder = makeTeamFolder({ ".git/HEAD": "", ".k6prc": TEAM, "a/k6p.config.json": "{}" });
    chmodSync(folder.path("a", "k6p.config.json"), 0o666);
    expect((await findTeamFile(folder.host("a"))).path).toBe(folder.path("a", "k6p.config.json"));
  });

  it("never takes the user's own settings for a team file", async () => {
    const folder = makeTeamFolder({ "home/.config/k6p/config.json": "{}", "home/project/x.txt": "" });
    expect((await findTeamFile(folder.host("home/project"))).path).toBeUndefined();
  });
});
