import { existsSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { makeTeamProject, type TeamProject } from "../../testing/team-project.ts";
import { addTestProfile } from "../../testing/test-engine.ts";
import { checkTeam } from "./check-team.ts";
import { initTeam } from "./init-team.ts";

const text = (project: TeamProject): string => readFileSync(project.file, "utf8");

describe("team init", () => {
  it("writes through no link of the repository", async () => {
    const project = makeTeamProject({ "README.md": "" });
    const victim = join(project.test.home, "victim");
    await addTestProfile(project.test.engine, { name: "prod" });
    symlinkSync(victim, project.file);
    await expect(initTeam(project.engine(), {})).rejects.toMatchObject({ code: "FILE_UNSAFE" });
    rmSync(project.file);
    symlinkSync(project.test.home, join(project.folder, ".github"));
    expect(await initTeam(project.engine(), { ci: "github" })).toMatchObject({ pipeline: undefined });
    expect(project.notices).toContainEqual(
      expect.objectContaining({
        message: expect.stringMatching(/^No pipeline was written: .*\.github is a symbolic link/),
      }),
    );
    expect(existsSync(victim) || existsSync(join(project.test.home, "workflows"))).toBe(false);
  });

  it("writes nothing where --profiles names none, and nothing into a folder that is gone", async () => {
    const project = makeTeamProject({ "README.md": "" });
    await expect(initTeam(project.engine(), { profiles: [] })).rejects.toMatchObject({ code: "USAGE" });
    for (const folder of [project.test.home, project.folder]) {
      const gone = join(folder, "gone");
      await expect(initTeam(project.test.engineIn(gone, {}), {})).rejects.toMatchObject({
        code: "USAGE",
        message: expect.stringContaining(`${gone} no longer exists`),
      });
      expect(existsSync(gone)).toBe(false);
    }
    expect(existsSync(project.file)).toBe(false);
  });

  it("writes the definitions of own profiles, and no id, date or token", async () => {
    const project = makeTeamProject({ "README.md": "" });
    await addTestProfile(project.test.engine, {
      name: "prod",
      stack: "acme",
      project: 5,
      protected: true,
      tags: ["eu"],
    });
    await addTestProfile(project.test.engine, {
      name: "onprem",
      stack: "https://k6.corp.example",
      hostv6: "https://api.corp.example",
    });
    expect(await initTeam(project.engine(), {})).toEqual({
      file: project.file,
      profiles: ["onprem", "prod"],
      gitAttributes: join(project.folder, ".k6p/sealed/.gitattributes"),
      pipeline: undefined,
      outsideOfRepository: false,
    });
    expect(readFileSync(join(project.folder, ".k6p", "sealed", ".gitattributes"), "utf8")).toBe("*.age binary\n");
    expect(text(project)).toBe(
      [
        "# k6p profiles for everyone who works in this repository. It holds no tokens: each member enters their own with",
        "#   k6p login NAME",
        "version: 1",
        "",
        "profiles:",
        "  onprem:",
        "    stackUrl: https://k6.corp.example",
        "    stackId: 11111",
        "    hostv6: https://api.corp.example",
        "  prod:",
        "    stack: acme",
        "    stackId: 11111",
        "    defaultProjectId: 5",
        "    tags: [eu]",
        "    protected: true",
        "",
      ].join("\n"),
    );
    expect(statSync(project.file).mode & 0o777).toBe(0o644);
    expect((await checkTeam(project.engine())).findings.map(({ level }) => level)).toEqual(["warning", "warning"]);
  });

  it("writes a pipeline for the first profile where it is asked for, and touches none that is there", async () => {
    const project = makeTeamProject({ "README.md": "" });
    await addTestProfile(project.test.engine, { name: "prod", stack: "acme", project: 5 });
    const { pipeline = "" } = await initTeam(project.engine(), { ci: "github" });
    expect(pipeline).toBe(join(project.folder, ".github", "workflows", "k6.yml"));
    expect(readFileSync(pipeline, "utf8")).toContain("k6p exec prod -- k6 cloud run script.js");

    writeFileSync(pipeline, "mine");
    rmSync(project.file);
    expect((await initTeam(project.engine(), { ci: "github" })).pipeline).toBeUndefined();
    expect(readFileSync(pipeline, "utf8")).toBe("mine");
    expect(project.notices).toContainEqual(expect.objectContaining({ message: expect.stringContaining(pipeline) }));
  });

  it("goes into the root of the repository, with the profiles that are named", async () => {
    const project = makeTeamProject({ "a/b/x": "" });
    for (const name of ["one", "two"]) await addTestProfile(project.test.engine, { name });
    const engine = project.test.engineIn(join(project.folder, "a", "b"));
    expect(await initTeam(engine, { profiles: ["two"] })).toMatchObject({ file: project.file, profiles: ["two"] });
  });

  it("writes nothing where a file stands in the place of the folder for sealed tokens", async () => {
    const project = makeTeamProject({ ".k6p": "" });
    await expect(initTeam(project.engine(), {})).rejects.toMatchObject({ code: "FILE_UNSAFE" });
    expect(existsSync(project.file)).toBe(false);
  });

  it("touches no team file, whatever it is called", async () => {
    const project = makeTeamProject({ ".k6prc": "version: 1" });
    await expect(initTeam(project.engine(), {})).rejects.toMatchObject({
      code: "TEAM_FILE_EXISTS",
      details: { file: join(project.folder, ".k6prc") },
    });
  });
});
