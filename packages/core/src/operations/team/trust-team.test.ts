import { chmodSync, renameSync, rmSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, describe, expect, it } from "vitest";
import { type CloudStandIn, startCloudStandIn } from "../../testing/cloud-stand-in.ts";
import { makeTeamProject, type TeamProject, teamProjectIn } from "../../testing/team-project.ts";
import { addTestProfile } from "../../testing/test-engine.ts";
import { Secret } from "../../secrets/secret.ts";
import { copyProfile } from "../profiles/copy-profile.ts";
import { exportEnvironment } from "../env/export-environment.ts";
import { listCandidates } from "../profiles/list-candidates.ts";
import { listProfiles } from "../profiles/list-profiles.ts";
import { logIn } from "../profiles/log-in.ts";
import type { Prompter } from "../../engine/prompter.ts";
import { execCommand } from "../run/exec-command.ts";
import { showProfile } from "../profiles/show-profile.ts";
import { showStatus } from "../profiles/show-status.ts";
import { showTeam } from "./show-team.ts";
import { trustTeam } from "./trust-team.ts";
import { useProfile } from "../use/use-profile.ts";

const TRUST = { yes: true, revoke: false } as const;

function profile(name: string, lines: Readonly<Record<string, string | number>>): string {
  const settings = Object.entries(lines).map(([key, value]) => `    ${key}: ${value}\n`);
  return `  ${name}:\n${settings.join("")}`;
}

function team(...profiles: readonly string[]): string {
  return `version: 1\nprofiles:\n${profiles.join("")}`;
}

async function codeOf(action: Promise<unknown>): Promise<string> {
  try {
    await action;
    return "done";
  } catch (error) {
    return typeof error === "object" && error !== null && "code" in error ? String(error.code) : String(error);
  }
}

/** What every way of using a profile comes to. */
async function outcomesOf(project: TeamProject, name: string): Promise<readonly string[]> {
  return Promise.all([
    codeOf(useProfile(project.engine(), { name })),
    codeOf(exportEnvironment(project.engine(), { name, mode: "variables" })),
    codeOf(exportEnvironment(project.engine(), { name, mode: "file" })),
    codeOf(exportEnvironment(project.engine(), { name, mode: "portable" })),
    codeOf(execCommand(project.engine(), { name, command: [process.execPath, "-e", "0"], withEnv: true })),
    codeOf(showProfile(project.engine(), { name, withToken: true })),
    codeOf(copyProfile(project.engine(), { from: name, to: `copy${Math.random()}`.replace(".", "") })),
  ]);
}

async function trust(project: TeamProject): Promise<void> {
  await trustTeam(project.engine(), TRUST);
}

async function trustState(project: TeamProject): Promise<string> {
  return (await showTeam(project.engine())).trust.state;
}

describe("a repository that names another host", () => {
  let cloud: CloudStandIn;
  let project: TeamProject;

  beforeEach(async () => {
    const account = { stackUrl: "https://acme.grafana.net", stackId: 1, defaultProjectId: 2, projects: [] };
    cloud = await startCloudStandIn({ accounts: [{ token: "token-of-prod", ...account }] });
    project = makeTeamProject(team(profile("prod", { stack: "acme", stackId: 1, hostv6: cloud.url })));
    return () => cloud.close();
  });

  const enter = (token = "token-of-prod") =>
    logIn(project.engine(), {
      name: "prod",
      verify: true,
      store: "file",
      token: { from: "input", read: async () => new Secret(token) },
    });

  it("gets no token: the server there sees no Authorization", async () => {
    expect(await codeOf(enter())).toBe("TEAM_NOT_TRUSTED");
    expect(new Set(await outcomesOf(project, "prod"))).toEqual(new Set(["TEAM_NOT_TRUSTED"]));
    const inPipeline = project.engine({ env: { K6P_TOKEN_PROD: "token-of-prod" } });
    expect(await codeOf(useProfile(inPipeline, { name: "prod" }))).toBe("TEAM_NOT_TRUSTED");
    expect(cloud.requests).toEqual([]);
  });

  it("gets one only once that is trusted and the token was entered for it", async () => {
    await trust(project);
    expect(await codeOf(useProfile(project.engine(), { name: "prod" }))).toBe("TOKEN_MISSING");
    await enter();
    expect(cloud.requests.map(({ headers }) => headers.authorization)).toContain("Bearer token-of-prod");
    const used = await useProfile(project.engine(), { name: "prod" });
    expect(used.profile.hostv6).toBe(cloud.url);
    expect(JSON.parse(project.test.readConfig())).toMatchObject({ collectors: { cloud: { hostv6: cloud.url } } });
  });

  it("does not get the token that was entered before it did", async () => {
    project.write(team(profile("prod", { stack: "acme", stackId: 1 })));
    await project.logIn("prod");
    project.write(team(profile("prod", { stack: "acme", stackId: 1, hostv6: cloud.url })));
    await trust(project);
    expect(new Set((await outcomesOf(project, "prod")).slice(0, -1))).toEqual(new Set(["TOKEN_MISSING"]));
    expect(cloud.requests).toEqual([]);
  });
});

describe("a team's profile of the same name", () => {
  it("does not get the user's token, nor the user's profile the team's", async () => {
    const project = makeTeamProject(team(profile("prod", { stack: "acme", stackId: 11111 })));
    await addTestProfile(project.test.engine, { name: "prod", stack: "acme", token: "token-of-the-user" });
    expect(await codeOf(useProfile(project.engine(), { name: "team/prod" }))).toBe("TOKEN_MISSING");
    await project.logIn("team/prod", "token-for-the-team");
    expect((await showProfile(project.engine(), { name: "prod", withToken: true })).secret?.reveal()).toBe(
      "token-of-the-user",
    );
    expect((await showProfile(project.engine(), { name: "team/prod", withToken: true })).secret?.reveal()).toBe(
      "token-for-the-team",
    );
  });

  it("of another stack in another repository has a token of its own", async () => {
    const one = makeTeamProject(team(profile("prod", { stack: "one", stackId: 1 })));
    const other = teamProjectIn(one.test, team(profile("prod", { stack: "other", stackId: 2 })), "other");
    await one.logIn("prod");
    expect(await codeOf(useProfile(one.engine(), { name: "prod" }))).toBe("done");
    expect(await codeOf(useProfile(other.engine(), { name: "prod" }))).toBe("TOKEN_MISSING");
  });

  it("whose stack gets another ID afterwards does not get the token of the previous one", async () => {
    const project = makeTeamProject(team(profile("prod", { stack: "acme", stackId: 1 })));
    await project.logIn("prod");
    project.write(team(profile("prod", { stack: "acme", stackId: 2 })));
    expect(await codeOf(useProfile(project.engine(), { name: "prod" }))).toBe("TOKEN_FOR_OTHER_DESTINATION");
  });
});

describe("what is inert", () => {
  it("works at once: stacks of Grafana Cloud, projects, descriptions, tags", async () => {
    const project = makeTeamProject(
      team(
        profile("prod", { stack: "acme", stackId: 1, defaultProjectId: 3, hostv6: "https://api.k6.io", tags: "[eu]" }),
      ),
    );
    await project.logIn("prod");
    expect(new Set(await outcomesOf(project, "prod"))).toEqual(new Set(["done"]));
    expect(await showTeam(project.engine())).toMatchObject({ needsTrust: false, trust: { state: "new" } });
  });

  it("works next to what is not", async () => {
    const project = makeTeamProject(
      team(
        profile("prod", { stack: "acme", stackId: 1 }),
        profile("own", { stackUrl: "https://k6.corp.example", stackId: 1 }),
      ),
    );
    await project.logIn("prod");
    expect(await codeOf(useProfile(project.engine(), { name: "prod" }))).toBe("done");
    expect(await codeOf(project.logIn("own"))).toBe("TEAM_NOT_TRUSTED");
  });
});

describe("trust", () => {
  const host = (name: string): string =>
    team(profile("prod", { stack: "acme", stackId: 1, hostv6: `https://${name}.example` }));

  it("is asked for again after any change, even of one byte", async () => {
    const project = makeTeamProject(host("k6"));
    await trust(project);
    await project.logIn("prod");
    expect(await codeOf(useProfile(project.engine(), { name: "prod" }))).toBe("done");
    project.write(`${host("k6")}\n`);
    expect(new Set(await outcomesOf(project, "prod"))).toEqual(new Set(["TEAM_NOT_TRUSTED"]));
    expect(await trustState(project)).toBe("changed");
  });

  it("goes on for content that was trusted before, as on another branch", async () => {
    const project = makeTeamProject(host("one"));
    await trust(project);
    project.write(host("two"));
    await trust(project);
    project.write(host("one"));
    expect(await trustState(project)).toBe("trusted");
  });

  it("is asked for again after a change in what the file extends", async () => {
    const base = team(profile("prod", { stack: "acme", stackId: 1 }));
    const project = makeTeamProject({ "k6p.config.yaml": "version: 1\nextends: [./base.yaml]\n", "base.yaml": base });
    await trust(project);
    project.write({ "base.yaml": `${base}# more\n` });
    expect(await trustState(project)).toBe("changed");
  });

  it("is asked for again when what is extended lies elsewhere, with the same bytes", async () => {
    const project = makeTeamProject({
      "one.yaml": host("k6"),
      "two.yaml": host("k6"),
      "k6p.config.yaml": "version: 1\nextends: [./link.yaml]\n",
    });
    const link = join(project.folder, "link.yaml");
    symlinkSync("one.yaml", link);
    await trust(project);
    expect(await trustState(project)).toBe("trusted");
    rmSync(link);
    symlinkSync("two.yaml", link);
    expect(await trustState(project)).toBe("changed");
  });

  it("is asked for again when a symlink points to another file, even with the same bytes", async () => {
    const project = makeTeamProject({ "one.yaml": host("k6"), "two.yaml": host("k6"), "k6p.config.yaml": "" });
    rmSync(project.file);
    symlinkSync("one.yaml", project.file);
    await trust(project);
    expect(await trustState(project)).toBe("trusted");
    symlinkSync("two.yaml", `${project.file}.new`);
    renameSync(`${project.file}.new`, project.file);
    expect(await trustState(project)).toBe("new");
  });

  it("in one clone does not extend to another", async () => {
    const project = makeTeamProject(host("k6"));
    await trust(project);
    const clone = teamProjectIn(project.test, host("k6"), "clone");
    expect(await trustState(clone)).toBe("new");
  });

  it("is in the content that was shown, not in what is there when the answer comes", async () => {
    const project = makeTeamProject(host("good"));
    const slow: Prompter = {
      confirm: async () => {
        project.write(host("evil"));
        return true;
      },
      text: () => Promise.reject(new Error("not asked")),
      secret: () => Promise.reject(new Error("not asked")),
      choose: () => Promise.reject(new Error("not asked")),
      profile: () => Promise.reject(new Error("not asked")),
    };
    await trustTeam(project.engine({ ask: slow }), { yes: false, revoke: false });
    expect(await trustState(project)).toBe("changed");
    project.write(host("good"));
    expect(await trustState(project)).toBe("trusted");
  });

  it("shows exactly what the file would do, as a difference from what was trusted before", async () => {
    const recipient = `age1${"q".repeat(58)}`;
    const project = makeTeamProject(host("one"));
    await trust(project);
    project.write(`${host("two")}recipients: { anna: ${recipient} }\n`);
    const refused = await codeOf(trustTeam(project.engine(), { yes: false, revoke: false }));
    expect(refused).toBe("CONFIRMATION_NEEDED");
    expect(project.notices.at(-1)).toEqual({
      level: "info",
      message: `The team file has changed since you trusted it. ${project.file} would do this:`,
      remedy: [
        `+ send the token of prod to https://two.example as its API host (${project.file}:6:5)`,
        `+ let anna ${recipient} read tokens sealed for the team (${project.file}:7:13)`,
        "- send the token of prod to https://one.example as its API host",
        `changed file: ${project.file}`,
      ],
    });
    expect(await trustState(project)).toBe("changed");
  });

  it("can be taken back", async () => {
    const project = makeTeamProject(host("k6"));
    await trust(project);
    expect(await trustTeam(project.engine(), { yes: false, revoke: true })).toMatchObject({ outcome: "revoked" });
    expect(await trustState(project)).toBe("new");
    expect(await trustTeam(project.engine(), { yes: false, revoke: true })).toMatchObject({
      outcome: "nothing-to-revoke",
    });
  });

  it.skipIf(process.platform === "win32")("is none when others could have written it", async () => {
    const project = makeTeamProject(host("k6"));
    await trust(project);
    const folder = project.test.engine.trustedFiles.directory;
    chmodSync(folder, 0o777);
    expect(await trustState(project)).toBe("new");
    chmodSync(folder, 0o700);
    expect(await trustState(project)).toBe("trusted");
  });
});

describe("a file that is not trusted", () => {
  it("is only looked at by list, status, show, completion and the prompt", async () => {
    const project = makeTeamProject(
      team(profile("prod", { stack: "acme", stackId: 1, hostv6: "https://evil.example" })),
    );
    const engine = project.engine();
    const { profiles } = await listProfiles(engine, {});
    expect(profiles).toMatchObject([{ profile: { name: "prod" }, origin: "team" }]);
    expect(await showStatus(engine)).toMatchObject({ profiles: ["prod"] });
    expect(await listCandidates(engine, { kind: "profile", prefix: "p", describe: false })).toEqual([
      { value: "prod" },
    ]);
    expect(await showProfile(engine, { name: "prod", withToken: false })).toMatchObject({ untrusted: true });
    expect(engine.host.files.list(join(project.test.home, "k6p"))).toBeUndefined();
  });

  it("has no way to name a command that prints a token", async () => {
    for (const line of ["token: { command: [touch, ran] }", "tokenCommand: touch ran", "store: command"]) {
      const project = makeTeamProject(`version: 1\nprofiles:\n  prod:\n    stack: acme\n    ${line}\n`);
      const code = await codeOf(useProfile(project.engine(), { name: "prod" }));
      expect(["TEAM_FILE_INVALID", "TEAM_FILE_HAS_TOKEN"]).toContain(code);
    }
  });
});
