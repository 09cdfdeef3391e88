import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { formatTokenRecord } from "../credentials/token-record.ts";
import { makeTeamProject, type TeamProject, teamProjectIn } from "../testing/team-project.ts";
import { addTestProfile } from "../testing/test-engine.ts";
import { bindFolder } from "../operations/folders/bind-folder.ts";
import { trustTeam } from "../operations/team/trust-team.ts";
import { chooseProfile } from "../operations/select/choose-profile.ts";
import { copyProfile } from "../operations/profiles/copy-profile.ts";
import { editProfile } from "../operations/profiles/edit-profile.ts";
import type { Engine } from "./engine.ts";
import { findActiveProfile } from "../operations/active/find-active-profile.ts";
import { listProfiles } from "../operations/profiles/list-profiles.ts";
import { migrateTokens } from "../operations/stores/migrate-tokens.ts";
import { removeProfile } from "../operations/profiles/remove-profile.ts";
import { renameProfile } from "../operations/profiles/rename-profile.ts";
import { showProfile } from "../operations/profiles/show-profile.ts";
import { useProfile } from "../operations/use/use-profile.ts";

const TEAM = `version: 1
profiles:
  prod: { stack: acme, stackId: 1, defaultProjectId: 5 }
  staging: { stack: acme-staging, stackId: 2 }
`;

async function listed(engine: Engine): Promise<readonly string[]> {
  const { profiles } = await listProfiles(engine, {});
  return profiles.map(({ profile, origin }) => `${profile.name} (${origin})`);
}

function said(project: TeamProject): string {
  return project.notices.map(({ message }) => message).join("\n");
}

describe("profiles of the user and of the team", () => {
  it("stand side by side; the user's wins where both have a name, which is said", async () => {
    const project = makeTeamProject(TEAM);
    await addTestProfile(project.test.engine, { name: "Prod", stack: "mine" });
    expect(await listed(project.engine())).toEqual(["Prod (user)", "staging (team)", "team/prod (team)"]);
    expect(said(project)).toBe("prod is your own profile; the team's profile with that name is team/prod.");
    const stackOf = async (name: string) =>
      (await showProfile(project.engine(), { name, withToken: false })).profile.stackUrl;
    expect(await stackOf("prod")).toBe("https://mine.grafana.net");
    expect(await stackOf("team/PROD")).toBe("https://acme.grafana.net");
    expect(await stackOf("staging")).toBe("https://acme-staging.grafana.net");
    expect(await stackOf("team/staging")).toBe("https://acme-staging.grafana.net");
  });

  it("name the file that each of their values comes from", async () => {
    const project = makeTeamProject({
      "k6p.config.yaml": "version: 1\nextends: [./base.yaml]\nprofiles:\n  prod:\n    defaultProjectId: 5\n",
      "base.yaml":
        "version: 1\nprofiles:\n  prod:\n    stack: acme\n    stackId: 1\npolicy: { requireProtected: [prod] }\n",
    });
    const shown = await showProfile(project.engine(), { name: "prod", withToken: false });
    const base = join(project.folder, "base.yaml");
    expect(shown.sources).toEqual({
      stackUrl: { file: base, line: 4, column: 5 },
      stackId: { file: base, line: 5, column: 5 },
      defaultProjectId: { file: project.file, line: 5, column: 5 },
      protected: { file: base, line: 6, column: 30 },
    });
    expect(shown).toMatchObject({ origin: "team", file: project.file, profile: { protected: true } });
  });

  it("are found below the folder of the team's file, and nowhere else", async () => {
    const project = makeTeamProject(TEAM);
    mkdirSync(join(project.folder, "a", "b"), { recursive: true });
    expect(await listed(project.test.engineIn(join(project.folder, "a", "b")))).toHaveLength(2);
    expect(await listed(project.test.engineIn(project.test.home))).toEqual([]);
  });

  it("of the user work whatever is wrong with the team's file, and a name that is not theirs tells it", async () => {
    const project = makeTeamProject("version: 1\nprofiles: [");
    await addTestProfile(project.test.engine, { name: "own" });
    await useProfile(project.engine(), { name: "own" });
    expect(await listed(project.engine())).toEqual(["own (user)"]);
    expect(said(project)).toContain("Ignoring the team's profiles:");
    await expect(useProfile(project.engine(), { name: "prod" })).rejects.toMatchObject({ code: "TEAM_FILE_INVALID" });
    await expect(chooseProfile(project.engine(), undefined)).rejects.toMatchObject({ code: "TEAM_FILE_INVALID" });
  });

  it("a mistyped name suggests the nearest one, including the team's", async () => {
    const project = makeTeamProject(TEAM);
    await expect(useProfile(project.engine(), { name: "stagin" })).rejects.toMatchObject({
      details: { nearest: "staging" },
    });
  });
});

describe("the default of the team", () => {
  const withDefault = (name: string): string => `${TEAM}default: ${name}\n`;

  it("serves commands that name none, before the active profile, and says where it comes from", async () => {
    const project = makeTeamProject(withDefault("staging"));
    await addTestProfile(project.test.engine, { name: "own" });
    await useProfile(project.test.engine, { name: "own" });
    expect(await chooseProfile(project.engine(), undefined)).toMatchObject({ source: "active" });
    expect(said(project)).toContain("you have not trusted the team file");
    await trustTeam(project.engine(), { yes: true, revoke: false });
    project.test.notices.length = 0;
    expect(await chooseProfile(project.engine(), undefined)).toMatchObject({
      source: "team",
      profile: { name: "staging" },
    });
    expect(said(project)).toBe(`Using profile staging: the team's default (${project.file}:5:10).`);
    expect(await chooseProfile(project.engine(), "prod")).toMatchObject({ source: "argument" });
    const env = { K6P_PROFILE: "prod" };
    expect(await chooseProfile(project.engine({ env }), undefined)).toMatchObject({ source: "K6P_PROFILE" });
    await bindFolder(project.engine(), { name: "prod" });
    expect(await chooseProfile(project.engine(), undefined)).toMatchObject({
      source: "binding",
      profile: { name: "prod" },
    });
  });

  it("is the user's own profile where that has the name", async () => {
    const project = makeTeamProject(withDefault("staging"));
    await addTestProfile(project.test.engine, { name: "staging", stack: "mine" });
    await trustTeam(project.engine(), { yes: true, revoke: false });
    const { profile } = await chooseProfile(project.engine(), undefined);
    expect(profile.stackUrl).toBe("https://mine.grafana.net");
    expect(said(project)).toContain("profile staging (your own)");
  });

  it("that names nothing is an error, not another profile", async () => {
    const project = makeTeamProject(withDefault("nope"));
    await trustTeam(project.engine(), { yes: true, revoke: false });
    await expect(chooseProfile(project.engine(), undefined)).rejects.toMatchObject({ code: "PROFILE_NOT_FOUND" });
  });
});

describe("a profile of the team", () => {
  it("is changed in the team's file alone", async () => {
    const project = makeTeamProject(TEAM);
    const engine = project.engine();
    for (const action of [
      editProfile(engine, { name: "prod", project: 7, force: true }),
      renameProfile(engine, { from: "prod", to: "other", force: true }),
      removeProfile(engine, { name: "prod", yes: true, force: true }),
    ]) {
      await expect(action).rejects.toMatchObject({ code: "TEAM_PROFILE", details: { file: project.file, line: 3 } });
    }
  });

  it("takes from Grafana Cloud what its definition leaves out, without a change of the file", async () => {
    const project = makeTeamProject("version: 1\nprofiles: { prod: { stack: acme } }");
    const engine = project.engine();
    const completed = { ...(await engine.profiles.get("prod")), stackId: 77, defaultProjectId: 8 };
    const { saveCompleted } = await import("../operations/login/complete-profile.ts");
    await saveCompleted(engine, await engine.profiles.get("prod"), completed);
    const shown = await showProfile(project.engine(), { name: "prod", withToken: false });
    expect(shown.profile).toMatchObject({ stackId: 77, defaultProjectId: 8 });
    expect(shown.sources).toMatchObject({ stackId: { from: "Grafana Cloud" }, stackUrl: { line: 2 } });
  });

  it("keeps its token when its definition says the same in other words", async () => {
    const project = makeTeamProject(TEAM);
    await project.logIn("prod");
    project.write(TEAM.replace("stack: acme,", "stackUrl: https://acme.grafana.net, description: x,"));
    expect(await showProfile(project.engine(), { name: "prod", withToken: false })).toMatchObject({
      token: { state: "stored" },
    });
  });

  it("has the same token in every clone", async () => {
    const project = makeTeamProject(TEAM);
    await project.logIn("prod");
    const clone = teamProjectIn(project.test, `# another branch\n${TEAM}`, "clone");
    const { secret } = await showProfile(clone.engine(), { name: "prod", withToken: true });
    expect(secret?.reveal()).toBe("token-of-prod");
  });

  it("is recognized in k6's file outside of the team's folder, and its token is not saved again there", async () => {
    const project = makeTeamProject(TEAM);
    await addTestProfile(project.test.engine, { name: "own" });
    await project.logIn("prod");
    await useProfile(project.engine(), { name: "prod" });
    const outside = project.test.engineIn(project.test.home);
    expect(await findActiveProfile(outside)).toMatchObject({
      kind: "active",
      profile: { name: "prod", defaultProjectId: 5 },
    });
    expect(await useProfile(outside, { name: "own" })).toMatchObject({ rescued: undefined });
    await expect(useProfile(outside, { name: "-" })).rejects.toMatchObject({
      code: "PROFILE_NOT_CHOSEN",
      remedy: [`It is a team profile: switch to it in the folder of ${project.file}`, "Name the profile: k6p use NAME"],
    });
    expect(await useProfile(project.engine(), { name: "-" })).toMatchObject({ profile: { name: "prod" } });
  });

  it("is used as the file has it now, although k6 has it as it was", async () => {
    const project = makeTeamProject(TEAM);
    await project.logIn("prod");
    await useProfile(project.engine(), { name: "prod" });
    project.write(TEAM.replace("defaultProjectId: 5", "defaultProjectId: 6"));
    const { profile } = await chooseProfile(project.engine(), undefined);
    expect(profile.defaultProjectId).toBe(6);
  });

  it("can be bound to a folder, copied to an own profile, and moved to another store", async () => {
    const project = makeTeamProject(TEAM);
    await project.logIn("prod");
    await bindFolder(project.engine(), { name: "prod" });
    expect(await chooseProfile(project.engine(), undefined)).toMatchObject({
      source: "binding",
      profile: { name: "prod" },
    });
    const copy = await copyProfile(project.engine(), { from: "prod", to: "mine" });
    expect(copy).toMatchObject({ origin: "user", token: { state: "stored" } });
    const request = { to: "keyring", names: ["prod"], all: false, dryRun: false };
    expect((await migrateTokens(project.engine(), request)).tokens).toMatchObject([
      { profile: "prod", outcome: "moved" },
    ]);
  });

  it("loses its token by --token-only, in its folder or elsewhere, and nothing else", async () => {
    const project = makeTeamProject(TEAM);
    for (const engine of [project.engine(), project.test.engineIn(project.test.home)]) {
      await project.logIn("prod");
      const removed = await removeProfile(engine, { name: "prod", yes: true, force: false, tokenOnly: true });
      expect(removed).toMatchObject({ tokenRemoved: true });
      const shown = await showProfile(project.engine(), { name: "prod", withToken: false });
      expect(shown.token.state).toBe("missing");
    }
  });

  it("is warned of when its token is older than the strictest policy allows", async () => {
    const project = makeTeamProject({
      "k6p.config.yaml": `${TEAM}extends: [./org.yaml]\npolicy: { maxTokenAge: 90d }\n`,
      "org.yaml": "version: 1\npolicy: { maxTokenAge: 30d }\n",
    });
    await project.logIn("prod");
    await useProfile(project.engine(), { name: "prod" });
    expect(project.notices.filter(({ level }) => level === "warning")).toEqual([]);
    const engine = project.engine();
    const { id } = await engine.profiles.get("prod");
    const record = engine.tokens.find(id);
    if (record === undefined) throw new Error("no record");
    const enteredAt = new Date(Date.now() - 40 * 86_400_000).toISOString();
    writeFileSync(engine.tokens.pathOf(id), formatTokenRecord({ ...record, enteredAt }), { mode: 0o600 });
    await useProfile(project.engine(), { name: "prod" });
    expect(said(project)).toContain(
      `The token of profile prod is 40 days old; the team's policy (${join(project.folder, "org.yaml")}) allows at most 30 days.`,
    );
  });
});
