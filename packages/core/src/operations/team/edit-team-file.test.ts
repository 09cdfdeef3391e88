import { readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { makeTeamProject, type TeamProject } from "../../testing/team-project.ts";
import { addTestProfile } from "../../testing/test-engine.ts";
import { showProfile } from "../profiles/show-profile.ts";
import { addToTeam } from "./add-to-team.ts";
import { removeFromTeam } from "./remove-from-team.ts";

const text = (project: TeamProject): string => readFileSync(project.file, "utf8");

describe("team add and team remove", () => {
  const TEAM = "# ours\nversion: 1\nprofiles:\n  a: # first\n    stack: a\n\npolicy: {}\n";

  it("change one profile and leave every other byte, and the file's mode", async () => {
    const project = makeTeamProject(TEAM);
    await addTestProfile(project.test.engine, { name: "new", stack: "acme" });
    expect(await addToTeam(project.engine(), { name: "new" })).toEqual({ file: project.file, profile: "new" });
    expect(text(project)).toBe(TEAM.replace("stack: a\n", "stack: a\n  new:\n    stack: acme\n    stackId: 11111\n"));
    expect(statSync(project.file).mode & 0o777).toBe(0o644);
    await expect(addToTeam(project.engine(), { name: "new" })).rejects.toMatchObject({
      code: "PROFILE_EXISTS",
      details: { line: 6 },
    });
    await removeFromTeam(project.engine(), { name: "team/NEW" });
    expect(text(project)).toBe(TEAM);
  });

  it("keep a byte order mark", async () => {
    const project = makeTeamProject(TEAM);
    writeFileSync(project.file, `\uFEFF${TEAM}`);
    await removeFromTeam(project.engine(), { name: "a" });
    expect(text(project)).toBe(`\uFEFF${TEAM.replace("profiles:\n  a: # first\n    stack: a\n", "profiles: {}\n")}`);
  });

  it("do not touch files that are extended, and say where the profile comes from", async () => {
    const project = makeTeamProject({ "k6p.config.yaml": "version: 1\nextends: [./base.yaml]\n", "base.yaml": TEAM });
    await expect(removeFromTeam(project.engine(), { name: "a" })).rejects.toMatchObject({
      code: "TEAM_PROFILE",
      details: { file: join(project.folder, "base.yaml"), line: 4 },
    });
    await expect(removeFromTeam(project.engine(), { name: "b" })).rejects.toMatchObject({ code: "PROFILE_NOT_FOUND" });
  });

  it("tell what stays of a profile: its token by the team's name, its sealed token, and a default", async () => {
    const project = makeTeamProject(`${TEAM.replace("stack: a\n", "stack: a\n    stackId: 1\n")}default: a\n`);
    project.write({ ".k6p/sealed/a.age": "sealed" });
    await addTestProfile(project.test.engine, { name: "a", stack: "mine", token: "token-of-mine" });
    await project.logIn("team/a");
    const removed = await removeFromTeam(project.engine(), { name: "a" });
    expect(removed.tokenOf).toBe("team/a");
    expect(project.notices.map(({ message }) => message)).toEqual([
      expect.stringContaining("is still a."),
      expect.stringContaining(join(project.folder, ".k6p/sealed/a.age")),
    ]);
    expect((await showProfile(project.engine(), { name: "a", withToken: true })).secret?.reveal()).toBe(
      "token-of-mine",
    );
  });

  it("tell only who else defines a profile, while the team still has it", async () => {
    const project = makeTeamProject({
      "k6p.config.yaml": `${TEAM.replace("version: 1\n", "version: 1\nextends: [./base.yaml]\n")}default: a\n`,
      "base.yaml": "version: 1\nprofiles:\n  a: { stack: a }\n",
      ".k6p/sealed/a.age": "sealed",
    });
    expect((await removeFromTeam(project.engine(), { name: "a" })).tokenOf).toBeUndefined();
    expect(project.notices.map(({ message }) => message)).toEqual([
      `The team still has profile a: ${join(project.folder, "base.yaml")}:3:3 also defines it.`,
    ]);
  });

  it("name a package.json that might hold the team file and cannot be read", async () => {
    const project = makeTeamProject({ "package.json": "{ k6p", "sub/x": "" });
    const engine = project.test.engineIn(join(project.folder, "sub"));
    await expect(removeFromTeam(engine, { name: "a" })).rejects.toMatchObject({
      code: "TEAM_FILE_MISSING",
      details: { unreadable: [join(project.folder, "package.json")] },
    });
  });

  it("list the first names of a long list, and say that there are more", async () => {
    const profiles = Array.from({ length: 11 }, (_, index) => `  p${index}: { stack: a }\n`).join("");
    const project = makeTeamProject(`version: 1\nprofiles:\n${profiles}`);
    await expect(removeFromTeam(project.engine(), { name: "x" })).rejects.toMatchObject({
      remedy: ["It defines: p0, p1, p2, p3, p4, p5, p6, p7, p8, p9, …"],
    });
  });

  it("say where there is no team file, and what to do", async () => {
    const project = makeTeamProject({ "README.md": "" });
    await expect(removeFromTeam(project.engine(), { name: "a" })).rejects.toMatchObject({
      code: "TEAM_FILE_MISSING",
      remedy: [expect.stringContaining("k6p team init"), expect.stringContaining("k6p.config.yaml")],
    });
  });
});
