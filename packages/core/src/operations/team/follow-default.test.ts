import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { makeTeamProject, type TeamProject } from "../../testing/team-project.ts";
import { addTestProfile } from "../../testing/test-engine.ts";
import { bindFolder } from "../folders/bind-folder.ts";
import type { ProfileSource } from "../select/choose-profile.ts";
import { exportEnvironment } from "../env/export-environment.ts";
import { listBindings } from "../folders/list-bindings.ts";
import { removeProfile } from "../profiles/remove-profile.ts";
import { execCommand } from "../run/exec-command.ts";
import { trustTeam } from "./trust-team.ts";
import { unbindFolder } from "../folders/unbind-folder.ts";

const TEAM =
  "version: 1\ndefault: PROD\nprofiles:\n  prod: { stack: acme, stackId: 1 }\n  dev: { stack: dev, stackId: 2 }\n";

async function makeProject(file = "k6p.config.yaml"): Promise<TeamProject> {
  const project = makeTeamProject({ [file]: TEAM });
  for (const name of ["prod", "dev"]) await project.logIn(name);
  return project;
}

function trust(project: TeamProject, revoke = false): ReturnType<typeof trustTeam> {
  return trustTeam(project.engine(), { yes: true, revoke });
}

/** What a hook finds in the file of the bindings for the project's folder. */
async function foundByHook(project: TeamProject): Promise<readonly string[]> {
  return (await listBindings(project.engine())).filter(({ here }) => here).map(({ name, by }) => `${name} by ${by}`);
}

async function takenByHook(project: TeamProject, name: string): Promise<`${string} by ${ProfileSource}`> {
  const { profile, source } = await exportEnvironment(project.engine(), { name, mode: "portable", unasked: true });
  return `${profile.name} by ${source}`;
}

describe("the default of a team's file, for the hook of a shell", () => {
  it.each(["k6p.config.yaml", ".config/k6p.yaml"])("counts once %s is trusted, for its folder", async (file) => {
    const project = await makeProject(file);
    expect(await foundByHook(project)).toEqual([]);
    const { added } = await trust(project);
    expect(added).toEqual([{ key: "default", value: "PROD" }]);
    expect(project.notices.flatMap(({ remedy }) => remedy)).toContainEqual(
      expect.stringMatching(/^\+ make the shell hook use profile PROD in this folder \(.*:2:10\)$/),
    );
    expect(await foundByHook(project)).toEqual(["prod by team"]);
    expect(await takenByHook(project, "prod")).toBe("prod by team");
  });

  it("does not count after a change, until that is trusted, for commands that are typed either", async () => {
    const project = await makeProject();
    await trust(project);
    project.write(TEAM.replace("PROD", "dev"));
    const untrusted = {
      code: "TEAM_NOT_TRUSTED",
      message: expect.stringContaining(`${project.file} has changed since then`),
    };
    await expect(takenByHook(project, "prod")).rejects.toMatchObject(untrusted);
    const run = { name: "prod", command: ["true"], withEnv: false };
    await expect(execCommand(project.engine(), { ...run, byFolder: true })).rejects.toMatchObject(untrusted);
    const unnamed = exportEnvironment(project.engine(), { name: undefined, mode: "portable" });
    await expect(unnamed).rejects.toMatchObject({ code: "PROFILE_NOT_CHOSEN" });
    expect(project.notices.at(-1)?.message).toContain("you have not trusted the team file as it is now");
    await trust(project);
    expect(await foundByHook(project)).toEqual(["dev by team"]);
    expect(await takenByHook(project, "dev")).toBe("dev by team");
  });

  it("is the one that was trusted of the branch that is there", async () => {
    const project = await makeProject();
    await trust(project);
    project.write(TEAM.replace("PROD", "dev"));
    await trust(project);
    project.write(TEAM);
    expect(await takenByHook(project, "dev")).toBe("prod by team");
    expect(project.notices).toContainEqual(
      expect.objectContaining({ message: "This folder is now bound to profile prod, not dev." }),
    );
    expect(await trust(project)).toMatchObject({ outcome: "already" });
    expect(await foundByHook(project)).toEqual(["prod by team"]);
  });

  it("goes with the trust, with the default, and by unbind", async () => {
    const project = await makeProject();
    await trust(project);
    await trust(project, true);
    expect(await foundByHook(project)).toEqual([]);
    await trust(project);
    project.write(TEAM.replace("default: PROD\n", ""));
    expect(await trust(project)).toMatchObject({ removed: [{ key: "default", value: "PROD" }] });
    expect(await foundByHook(project)).toEqual([]);
    project.write(TEAM);
    await trust(project);
    expect(await unbindFolder(project.engine(), {})).toMatchObject({ previous: undefined, previousDefault: "prod" });
    expect(await foundByHook(project)).toEqual([]);
  });

  it("is the user's own profile of that name, and comes after what the user has bound", async () => {
    const project = await makeProject();
    await addTestProfile(project.test.engine, { name: "Prod", stack: "mine", token: "token-of-mine" });
    await trust(project);
    expect(await foundByHook(project)).toEqual(["Prod by team"]);
    expect(await takenByHook(project, "Prod")).toBe("Prod by team");
    await bindFolder(project.engine(), { name: "dev", folder: ".." });
    expect(await foundByHook(project)).toEqual(["dev by user"]);
    expect(await takenByHook(project, "dev")).toBe("dev by binding");
  });

  it("is not what a binding follows by its name alone, when the team's profile leads elsewhere or the own one has gone", async () => {
    const project = await makeProject();
    await bindFolder(project.engine(), { name: "prod" });
    expect(await takenByHook(project, "prod")).toBe("prod by binding");
    project.write(TEAM.replace("stack: acme, stackId: 1", "stack: evil, stackId: 666"));
    await expect(takenByHook(project, "prod")).rejects.toMatchObject({ code: "PROFILE_NOT_FOUND" });
    await addTestProfile(project.test.engine, { name: "dev", stack: "mine", token: "token-of-mine" });
    await bindFolder(project.engine(), { name: "dev" });
    await removeProfile(project.engine(), { name: "dev", yes: true, force: false });
    await expect(takenByHook(project, "dev")).rejects.toMatchObject({ code: "PROFILE_NOT_FOUND" });
  });

  it("is not taken in a repository within the folder", async () => {
    const project = await makeProject();
    await trust(project);
    const inner = join(project.folder, "vendor/other");
    mkdirSync(join(inner, ".git"), { recursive: true });
    const engine = project.test.engineIn(inner, {});
    await expect(exportEnvironment(engine, { name: "prod", mode: "portable", unasked: true })).rejects.toMatchObject({
      code: "TEAM_NOT_TRUSTED",
      message: expect.stringContaining("there is no team file here now"),
    });
  });
});
