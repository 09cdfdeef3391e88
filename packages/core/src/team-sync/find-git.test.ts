import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { beforeEach, describe, expect, test } from "vitest";
import { K6pError } from "../errors/k6p-error.ts";
import { scratchFolder } from "../host/fixtures/scratch-folder.ts";
import { createNodeHost } from "../host/node/node-host.ts";
import { findGit } from "./find-git.ts";

let root: string;
let real: string;
let project: string;

beforeEach(() => {
  root = scratchFolder();
  real = plant("usr/bin");
  project = join(root, "home/work/project");
  mkdirSync(project, { recursive: true });
});

function plant(folder: string): string {
  mkdirSync(join(root, folder), { recursive: true });
  writeFileSync(join(root, folder, "git"), "#!/bin/sh\n", { mode: 0o755 });
  return join(root, folder, "git");
}

function find(path: readonly string[], projects = [project]): string {
  const env = { PATH: path.join(delimiter), HOME: join(root, "home") };
  const host = createNodeHost({ env, workingDirectory: project });
  try {
    return findGit(host, projects).path;
  } catch (error) {
    return error instanceof K6pError ? `${error.code} ${error.message}` : String(error);
  }
}

describe.runIf(process.platform !== "win32")("git", () => {
  test.each(["", ".", "bin", "home/work/project/bin"])(
    "is not taken from %j on PATH, which means a folder of the project",
    (entry) => {
      plant("home/work/project/bin");
      plant("home/work/project");
      expect(find([entry === "" || !entry.startsWith("home") ? entry : join(root, entry), dirname(real)])).toBe(real);
    },
  );

  test("is not taken from any node_modules", () => {
    const planted = plant("home/elsewhere/node_modules/.bin");
    expect(find([dirname(planted), dirname(real)])).toBe(real);
  });

  test("is not taken from the project through a link to a folder or to the program", () => {
    const planted = plant("home/work/project/bin");
    symlinkSync(dirname(planted), join(root, "alias"));
    mkdirSync(join(root, "tools"));
    symlinkSync(planted, join(root, "tools/git"));
    expect(find([join(root, "alias"), join(root, "tools"), dirname(real)])).toBe(real);
    symlinkSync(project, join(root, "shortcut"));
    expect(find([dirname(planted), dirname(real)], [join(root, "shortcut")])).toBe(real);
  });

  test("is taken from the home folder, even if that is the project", () => {
    const own = plant("home/.local/bin");
    expect(find([dirname(own), dirname(real)], [join(root, "home")])).toBe(own);
    expect(find([dirname(real)], ["/"])).toBe(real);
  });

  test("that is missing is reported with the folders that were skipped", () => {
    const planted = plant("home/work/project/bin");
    expect(find(["/nonexistent"])).toBe("GIT_MISSING git was not found on PATH.");
    expect(find([dirname(planted)])).toContain(`except in folders that a project can write to: ${dirname(planted)}.`);
    expect(find([])).toContain("GIT_MISSING");
  });

  test("gets only those folders of PATH in which no project can have put a program", () => {
    symlinkSync(dirname(plant("home/work/project/bin")), join(root, "alias"));
    const env = {
      PATH: [
        "",
        "bin",
        join(project, "bin"),
        join(root, "alias"),
        "/x/node_modules/.bin",
        dirname(real),
        "/usr/bin",
      ].join(delimiter),
    };
    const host = createNodeHost({ env: { ...env, HOME: join(root, "home") }, workingDirectory: project });
    expect(findGit(host, [project]).searchFolders).toEqual([dirname(real), "/usr/bin"]);
  });
});
