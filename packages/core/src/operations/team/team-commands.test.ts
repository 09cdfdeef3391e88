import { existsSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { makeTeamProject, type TeamProject } from "../../testing/team-project.ts";
import { addTestProfile } from "../../testing/test-engine.ts";
import { logIn } from "../login/log-in.ts";
import { showProfile } from "../profiles/show-profile.ts";
import { Secret } from "../../secrets/secret.ts";
import { addToTeam } from "./add-to-team.ts";
import { checkTeam } from "./check-team.ts";
import { initTeam } from "./init-team.ts";
import { removeFromTeam } from "./remove-from-team.ts";
import { showTeam } from "./show-team.ts";
import { trustTeam } from "./trust-team.ts";

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

describe("team status", () => {
  it("tells which tokens are missing, what needs trust and who wins", async () => {
    const project = makeTeamProject(
      "version: 1\ndefault: a\nprofiles:\n  a: { stack: a, stackId: 1 }\n  b: { stack: b, stackId: 2 }\n  c: { stackUrl: https://corp.example, stackId: 3 }\n",
    );
    await addTestProfile(project.test.engine, { name: "B", stack: "mine" });
    await project.logIn("a");
    const status = await showTeam(project.engine());
    expect(status).toMatchObject({
      file: project.file,
      needsTrust: true,
      default: { value: "a", line: 2 },
      trust: {
        state: "new",
        added: [
          { profile: "c", key: "stackUrl", value: "https://corp.example" },
          { key: "default", value: "a" },
        ],
      },
    });
    expect(
      status.profiles.map(({ profile, token, shadowed, untrusted }) => [
        profile.name,
        token.state,
        shadowed,
        untrusted,
      ]),
    ).toEqual([
      ["a", "stored", false, false],
      ["team/b", "missing", true, false],
      ["c", "missing", false, true],
    ]);
    await trustTeam(project.engine(), { yes: true, revoke: false });
    expect(await showTeam(project.engine())).toMatchObject({ needsTrust: false, trust: { state: "trusted" } });
  });

  it("counts the token of your own profile of the same name only for the same stack and hosts", async () => {
    const project = makeTeamProject(
      "version: 1\nprofiles:\n  a: { stack: a, stackId: 1 }\n  b: { stack: b, stackId: 2 }\n",
    );
    await addTestProfile(project.test.engine, { name: "a", stack: "a", stackId: 1, token: "token-of-own-a" });
    await addTestProfile(project.test.engine, { name: "b", stack: "other", stackId: 2, token: "token-of-own-b" });
    const { profiles } = await showTeam(project.engine());
    expect(profiles.map(({ hasToken, usesOwnToken }) => [hasToken, usesOwnToken])).toEqual([
      [true, true],
      [false, false],
    ]);
  });

  it("does not count a sealed token for others, and shows the rest next to a file that cannot be read", async () => {
    const project = makeTeamProject(
      "version: 1\nprofiles:\n  a: { stack: a, stackId: 1 }\n  b: { stack: b, stackId: 2 }\n",
    );
    project.write({ ".k6p/sealed/a.age": "sealed", ".k6p/sealed/b.age/file": "a folder" });
    const { profiles } = await showTeam(project.engine());
    expect(profiles.map(({ token, hasToken }) => [token.state, hasToken])).toEqual([
      ["sealed", false],
      ["sealed", false],
    ]);
    expect(project.notices.map(({ message }) => message)).toEqual([
      expect.stringContaining("b.age is not a regular file"),
    ]);
    const [{ hasToken } = { hasToken: undefined }] = (
      await showTeam(project.engine({ env: { K6P_AGE_IDENTITY: "AGE-SECRET-KEY-1" } }))
    ).profiles;
    expect(hasToken).toBe(true);
  });

  it("says what a stack token needs of the file, which login has no flag for", async () => {
    const project = makeTeamProject("version: 1\nprofiles:\n  a: { stack: a, stackId: 1, tokenKind: stack }\n");
    const token = { from: "input", read: async () => new Secret("token-of-a-0123456789") } as const;
    await expect(logIn(project.engine(), { name: "a", verify: false, store: "file", token })).rejects.toMatchObject({
      code: "PROJECT_NEEDED",
      remedy: [expect.stringContaining(`Add defaultProjectId to the team file: ${project.file}:3`)],
    });
  });

  it("tells what has changed since the file was trusted", async () => {
    const project = makeTeamProject({
      "k6p.config.yaml": "version: 1\nextends: [./a.yaml]\n",
      "a.yaml": "version: 1\n",
    });
    await trustTeam(project.engine(), { yes: true, revoke: false });
    project.write({ "k6p.config.yaml": "version: 1\nextends: [./b.yaml]\n", "b.yaml": "version: 1\n" });
    const { trust } = await showTeam(project.engine());
    expect(trust).toMatchObject({
      state: "changed",
      files: [
        { path: project.file, change: "changed" },
        { path: join(project.folder, "b.yaml"), change: "new" },
        { path: join(project.folder, "a.yaml"), change: "gone" },
      ],
    });
  });
});
