import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { makeTeamProject } from "../../testing/team-project.ts";
import { addTestProfile } from "../../testing/test-engine.ts";
import { logIn } from "../profiles/log-in.ts";
import { Secret } from "../../secrets/secret.ts";
import { showTeam } from "./show-team.ts";
import { trustTeam } from "./trust-team.ts";

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
