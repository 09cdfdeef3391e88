import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, describe, expect, it } from "vitest";
import { type SharedTeam, shareTeam, type TeamPerson } from "../../testing/team-members.ts";
import { joinTeam } from "./join-team.ts";
import { listMembers } from "./list-members.ts";
import type { Prompter } from "../../engine/prompter.ts";
import { requireTeam } from "../catalog/require-team.ts";
import { sealTokens } from "./seal-tokens.ts";
import { showTeam } from "../team/show-team.ts";

const TOKEN = "glc_the-team-token-0001";
let team: SharedTeam;

beforeEach(() => {
  team = shareTeam();
});

const sealing = (name: string, yes = true) => ({ name, all: false, yes });

describe("sealing", () => {
  it("lets every member use the token, and nobody else", async () => {
    const [anna, ben] = [await team.member("anna"), await team.member("ben")];
    await anna.logIn("prod", TOKEN);
    const { sealed, newRecipients } = await anna.seal("prod");
    expect(sealed).toEqual([{ profile: "prod", file: team.sealedPath("prod") }]);
    expect(newRecipients.map(({ recipient }) => recipient.name)).toEqual(["ben"]);
    expect(readFileSync(team.sealedPath("prod"), "utf8")).not.toContain(TOKEN);
    for (const person of [anna, ben]) expect(await person.token("prod")).toBe(TOKEN);

    const eve = team.stranger();
    await expect(eve.token("prod")).rejects.toMatchObject({ code: "SEALED_NOT_FOR_YOU" });
    await joinTeam(eve.engine(), { name: "eve", store: "file", renew: false });
    await expect(eve.token("prod")).rejects.toMatchObject({ code: "SEALED_NOT_FOR_YOU" });
    await expect(ben.token("staging")).rejects.toMatchObject({ code: "TOKEN_MISSING" });
  });

  it("is for where the profile itself leads, whatever this shell says", async () => {
    const [anna, ben] = [await team.member("anna"), await team.member("ben")];
    await anna.logIn("prod", TOKEN);
    await anna.trust();
    const env = { K6_CLOUD_HOST_V6: "https://evil.example", K6P_TOKEN_PROD: "token-of-this-shell" };
    await sealTokens(anna.engine({ env }), sealing("prod"));
    expect(await ben.token("prod")).toBe(TOKEN);
    await expect(ben.token("prod", { env: { K6_CLOUD_HOST_V6: "https://evil.example" } })).rejects.toMatchObject({
      code: "SEALED_MISMATCH",
      remedy: expect.arrayContaining(["To use the profile's own hosts: unset K6_CLOUD_HOST_V6"]),
    });
  });

  it("needs a trusted team file, a profile of the team and a token", async () => {
    const anna = await team.member("anna");
    await expect(sealTokens(anna.engine(), sealing("prod"))).rejects.toMatchObject({ code: "TEAM_NOT_TRUSTED" });
    await anna.trust();
    await expect(sealTokens(anna.engine(), sealing("prod"))).rejects.toMatchObject({ code: "TOKEN_MISSING" });
    await expect(sealTokens(anna.engine(), sealing("nope"))).rejects.toMatchObject({
      code: "PROFILE_NOT_FOUND",
      remedy: [expect.stringContaining("k6p team status"), expect.stringContaining("k6p team add")],
    });
    const { addTestProfile } = await import("../../testing/test-engine.ts");
    await addTestProfile(anna.engine(), { name: "mine" });
    await expect(sealTokens(anna.engine(), sealing("mine"))).rejects.toMatchObject({ code: "TEAM_PROFILE_NEEDED" });
    for (const all of [true, false]) {
      const words = { all, yes: true, ...(all ? { name: "prod" } : {}) };
      await expect(sealTokens(anna.engine(), words)).rejects.toMatchObject({ code: "USAGE" });
    }
  });

  it("names the recipient who cannot be sealed for", async () => {
    const anna = await team.member("anna");
    await anna.logIn("prod", TOKEN);
    const others = [
      [{ name: "twin", key: anna.joined.recipient }, /same key/],
      [{ name: "pia", key: `age1pq1${"q".repeat(1900)}` }, /pia has a post-quantum key and anna does not/],
      [{ name: "ben", key: `age1${"q".repeat(58)}` }, /key of ben/],
      [{ name: "yubi", key: `age1yubikey1${"q".repeat(58)}` }, /key of yubi/],
    ] as const;
    for (const [recipient, message] of others) {
      team.recipients[1] = recipient;
      team.write();
      await expect(anna.seal("prod")).rejects.toMatchObject({
        code: "RECIPIENTS_INVALID",
        message: expect.stringMatching(message),
      });
    }
    team.recipients.length = 0;
    team.write();
    await expect(anna.seal("prod")).rejects.toMatchObject({ message: expect.stringMatching(/no recipients/) });
  });

  it("finds the files next to a team file in .config", async () => {
    const anna = await team.member("anna");
    mkdirSync(join(team.folder, ".config"));
    renameSync(join(team.folder, "k6p.config.yaml"), join(team.folder, ".config", "k6p.yaml"));
    await anna.logIn("prod", TOKEN);
    expect((await anna.seal("prod")).sealed).toMatchObject([{ file: team.sealedPath("prod") }]);
  });
});

describe("new recipients", () => {
  function answering(answer: boolean, asked: string[]): Prompter {
    const unexpected = () => Promise.reject(new Error("not asked"));
    return {
      async confirm(message) {
        asked.push(message);
        return answer;
      },
      text: unexpected,
      secret: unexpected,
      choose: unexpected,
      profile: unexpected,
    };
  }

  async function annaWithToken(): Promise<TeamPerson> {
    const anna = await team.member("anna");
    await anna.logIn("prod", TOKEN);
    return anna;
  }

  it("are asked about once, by name and key, and nothing is sealed before the answer", async () => {
    const anna = await annaWithToken();
    const ben = await team.member("ben");
    await anna.trust();
    await expect(sealTokens(anna.engine(), sealing("prod", false))).rejects.toMatchObject({
      code: "CONFIRMATION_NEEDED",
      message: expect.stringMatching(/You have not sealed for the recipients in .* before\./),
      remedy: expect.arrayContaining([`ben: ${ben.joined.recipient}`, "To confirm: k6p team seal prod --yes"]),
    });

    const asked: string[] = [];
    const refusing = anna.engine({ ask: answering(false, asked) });
    await expect(sealTokens(refusing, sealing("prod", false))).rejects.toMatchObject({ code: "CANCELLED" });
    expect(asked).toEqual(["Seal for ben?"]);
    await expect(ben.token("prod")).rejects.toMatchObject({ code: "TOKEN_MISSING" });

    await sealTokens(anna.engine({ ask: answering(true, asked) }), sealing("prod", false));
    await sealTokens(anna.engine(), sealing("prod", false));
    expect(asked).toHaveLength(2);
  });

  it("cannot smuggle themselves in by a sealed file that claims they were there", async () => {
    const anna = await annaWithToken();
    const mallory = await team.member("mallory");
    await mallory.logIn("prod", "token-of-mallory");
    await mallory.seal("prod");
    await anna.trust();
    for (const words of [sealing("prod", false), { all: true, yes: false }])
      await expect(sealTokens(anna.engine(), words)).rejects.toMatchObject({ code: "CONFIRMATION_NEEDED" });
  });

  it("are named as such when only their key is new", async () => {
    const anna = await annaWithToken();
    const ben = await team.member("ben");
    await anna.seal("prod");
    const { recipient } = await joinTeam(team.stranger().engine(), { name: "ben", store: "file", renew: false });
    team.recipients[1] = { name: "ben", key: recipient };
    team.write();
    await anna.trust();
    await expect(sealTokens(anna.engine(), sealing("prod", false))).rejects.toMatchObject({
      message: expect.stringMatching(/The recipients in .* have changed since you last sealed\./),
      remedy: expect.arrayContaining([`ben: ${recipient} (the previous key was ${ben.joined.recipient})`]),
    });
    expect((await listMembers(anna.engine())).members).toMatchObject([
      { name: "anna", isYou: true, isConfirmed: true },
      { name: "ben", isYou: false, isConfirmed: false },
    ]);
  });
});

describe("a sealed file that somebody has tampered with", () => {
  async function sealBoth(): Promise<TeamPerson> {
    await team.member("zoe");
    const anna = await team.member("anna");
    const ben = await team.member("ben");
    for (const profile of ["prod", "staging"]) {
      await anna.logIn(profile, `${TOKEN}-${profile}`);
      await anna.seal(profile);
    }
    return ben;
  }

  it("is not used when it was renamed", async () => {
    const ben = await sealBoth();
    renameSync(team.sealedPath("staging"), team.sealedPath("prod"));
    await expect(ben.token("prod")).rejects.toMatchObject({
      code: "SEALED_MISMATCH",
      message: expect.stringMatching(/profile staging, so the file was renamed or swapped/),
    });
    await ben.trust();
    const { sealed, left } = await sealTokens(ben.engine(), { all: true, yes: true });
    expect({ sealed, left }).toMatchObject({ sealed: [], left: [{ problem: { code: "SEALED_MISMATCH" } }] });
  });

  it.each([
    ["stack: acme", "stack: evil", /stackUrl was https:\/\/acme\.grafana\.net, is now https:\/\/evil/],
    ["stackId: 11111", "stackId: 2", /stackId was 11111, is now 2/],
    ["tokenKind: stack }", "hostv6: https://other.k6.io }", /api was https:\/\/api\.k6\.io, is now/],
  ])("is not used when the profile's %s has become %s", async (before, after, message) => {
    const ben = await sealBoth();
    team.profiles = team.profiles.replace(before, after);
    team.write();
    await expect(ben.token("prod")).rejects.toMatchObject({
      code: "SEALED_MISMATCH",
      message: expect.stringMatching(message),
    });
  });

  it("is not even opened when the profile now leads to a host that nobody has agreed to", async () => {
    const ben = await sealBoth();
    team.profiles = team.profiles.replace("tokenKind: stack }", "hostv6: https://evil.example }");
    team.write();
    await expect(ben.token("prod")).rejects.toMatchObject({ code: "TEAM_NOT_TRUSTED" });
  });

  it("causes a warning while you have not trusted it, and is not sealed again", async () => {
    const ben = await sealBoth();
    await ben.trust();
    const mallory = await team.member("mallory");
    await mallory.logIn("prod", "token-of-mallory");
    await mallory.seal("prod");
    const { test } = ben;
    expect(await ben.token("prod")).toBe("token-of-mallory");
    expect(test.notices.at(-1)).toMatchObject({
      level: "warning",
      message: expect.stringMatching(/You have not trusted the sealed token/),
    });

    team.recipients.pop();
    team.write();
    const before = ben.engine();
    expect((await showTeam(before)).trust.files).toContainEqual({ path: team.sealedPath("prod"), change: "changed" });
    await before.trustedFiles.trust((await requireTeam(before)).subject);
    const { sealed, left } = await sealTokens(ben.engine(), { all: true, yes: true });
    expect({ sealed, left }).toMatchObject({
      sealed: [{ profile: "staging" }],
      left: [{ profile: "prod", problem: { code: "TEAM_NOT_TRUSTED" } }],
    });
    await ben.trust();
    expect((await sealTokens(ben.engine(), { all: true, yes: true })).left).toEqual([]);
    test.notices.length = 0;
    await ben.token("prod");
    expect(test.notices).toEqual([]);
  });

  it("is not used when a bit was changed, or when git left both sides of a conflict in it", async () => {
    const ben = await sealBoth();
    const text = readFileSync(team.sealedPath("prod"), "utf8");
    const middle = text.split("\n")[4] ?? "";
    for (const bad of [text.replace(middle, middle.toLowerCase()), `<<<<<<< a\n${text}=======\n${text}>>>>>>> b\n`]) {
      writeFileSync(team.sealedPath("prod"), bad);
      await expect(ben.token("prod")).rejects.toMatchObject({ code: "SEALED_UNUSABLE" });
    }
  });
});
