import { chmodSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { beforeEach, describe, expect, it } from "vitest";
import { destinationOf } from "../../credentials/destination.ts";
import { sealFor } from "../../sealed-tokens/sealed-file.ts";
import { type SharedTeam, shareTeam, type TeamPerson } from "../../testing/team-members.ts";
import { exportEnvironment } from "../env/export-environment.ts";
import type { Prompter } from "../../engine/prompter.ts";
import { requireTeam } from "../catalog/require-team.ts";
import { sealTokens } from "../sealing/seal-tokens.ts";
import { showTeam } from "../team/show-team.ts";
import { trustTeam } from "../team/trust-team.ts";
import { unsealToken } from "../sealing/unseal-token.ts";

const TOKEN = "glc_the-team-token-0001";
const FORGED = "glc_the-forged-token-0001";
let team: SharedTeam;
let anna: TeamPerson;

beforeEach(async () => {
  team = shareTeam();
  anna = await team.member("anna");
});

/** A sealed file as anybody can make it who knows the public keys. */
async function forge(name: string, stackId?: number): Promise<void> {
  const profile = await anna.engine().profiles.get(name);
  const content = {
    version: 1,
    profile: name,
    profileId: profile.id,
    destination: destinationOf({ ...profile, stackId: stackId ?? profile.stackId }, {}),
    token: FORGED,
    sealedAt: "2026-01-01T00:00:00.000Z",
    recipients: [],
  };
  const keys = team.recipients.map(({ key }) => key);
  const sealed = await sealFor(keys, JSON.stringify(content));
  if (sealed.kind !== "sealed") throw new Error(sealed.kind);
  mkdirSync(dirname(team.sealedPath(name)), { recursive: true });
  writeFileSync(team.sealedPath(name), sealed.file);
}

/** A token that anna has sealed, and no longer has herself. */
async function sealProd(): Promise<void> {
  await anna.logIn("prod", TOKEN);
  await anna.seal("prod");
  anna.engine().tokens.remove((await anna.engine().profiles.get("prod")).id);
}

const warnings = (): readonly string[] =>
  anna.test.notices.filter(({ level }) => level === "warning").map(({ message }) => message);

function answering(answer: () => boolean): Prompter {
  const unexpected = () => Promise.reject(new Error("an unexpected question"));
  return {
    text: unexpected,
    confirm: async () => answer(),
    secret: unexpected,
    choose: unexpected,
    profile: unexpected,
  };
}

const unasked = { name: "prod", mode: "portable", unasked: true } as const;

describe("agreeing to sealed tokens", () => {
  it("lasts when a branch brings a previous one back", async () => {
    await sealProd();
    const first = readFileSync(team.sealedPath("prod"));
    await sealTokens(anna.engine(), { all: true, yes: true });
    expect(readFileSync(team.sealedPath("prod"))).not.toEqual(first);
    writeFileSync(team.sealedPath("prod"), first);
    expect(await anna.token("prod")).toBe(TOKEN);
    expect(warnings()).toEqual([]);
    expect((await sealTokens(anna.engine(), { all: true, yes: true })).left).toEqual([]);
  });

  it("is for the profile, whatever case a file has its name in, and for none that came later", async () => {
    await sealProd();
    team.profiles = team.profiles.replace("prod:", "Prod:");
    team.write();
    renameSync(team.sealedPath("prod"), team.sealedPath("Prod"));
    await forge("Prod");
    expect(await anna.token("prod")).toBe(FORGED);
    expect(warnings()).toEqual([expect.stringContaining("You have not trusted the sealed token")]);
    await forge("staging");
    await anna.engine().trustedFiles.trust((await requireTeam(anna.engine())).subject);
    const { sealed, left } = await sealTokens(anna.engine(), { all: true, yes: true });
    expect(sealed).toEqual([]);
    expect(left.map(({ profile }) => profile)).toEqual(["Prod", "staging"]);
  });

  it("is told to be open before the first time, but not to a pipeline", async () => {
    await sealProd();
    const ben = await team.member("ben");
    await anna.trust();
    await sealTokens(anna.engine(), { all: true, yes: true });
    expect(await ben.token("prod")).toBe(TOKEN);
    expect(ben.test.notices).toMatchObject([{ level: "info", remedy: [expect.stringContaining("k6p team trust")] }]);
    ben.test.notices.length = 0;
    const { files } = await trustTeam(ben.engine(), { yes: true, revoke: false });
    expect(files).toContainEqual({ path: team.sealedPath("prod"), change: "new" });
    ben.test.notices.length = 0;
    expect(await ben.token("prod")).toBe(TOKEN);
    expect(ben.test.notices).toEqual([]);
  });

  it("is to what was shown, not to what took its place during the question", async () => {
    await sealProd();
    await forge("prod");
    const shown = readFileSync(team.sealedPath("prod"));
    const swapping = answering(() => {
      rmSync(team.sealedPath("prod"));
      writeFileSync(team.sealedPath("prod"), Buffer.concat([shown, Buffer.from("\n")]));
      return true;
    });
    await trustTeam(anna.engine({ ask: swapping }), { yes: false, revoke: false });
    expect((await showTeam(anna.engine())).trust.sealed).toEqual([
      { path: team.sealedPath("prod"), change: "changed" },
    ]);
  });

  it("is taken back with the trust in the file", async () => {
    await sealProd();
    await trustTeam(anna.engine(), { yes: true, revoke: true });
    expect((await showTeam(anna.engine())).trust.sealed).toMatchObject([{ change: "new" }]);
  });
});

describe("a sealed token that nobody has agreed to", () => {
  it("is not given to a shell just because of its folder", async () => {
    await sealProd();
    expect((await exportEnvironment(anna.engine(), unasked)).profile.name).toBe("prod");
    await forge("prod");
    await expect(exportEnvironment(anna.engine(), unasked)).rejects.toMatchObject({ code: "TEAM_NOT_TRUSTED" });
    await trustTeam(anna.engine(), { yes: true, revoke: true });
    await expect(exportEnvironment(anna.engine(), unasked)).rejects.toMatchObject({ code: "TEAM_NOT_TRUSTED" });
  });

  it("does not say which stack it is for: the team file does", async () => {
    team.profiles = "version: 1\nprofiles:\n  prod: { stack: acme }\n";
    team.write();
    await forge("prod", 666);
    await expect(anna.token("prod")).rejects.toMatchObject({ code: "SEALED_MISMATCH" });
  });
});

it.skipIf(process.platform === "win32")("a sealed token that every user could have put there is not read", async () => {
  await sealProd();
  chmodSync(team.sealedPath("prod"), 0o666);
  await expect(anna.token("prod")).rejects.toMatchObject({ code: "FILE_UNSAFE" });
});

describe("unsealing", () => {
  const request = { name: "prod", store: "file" } as const;

  it("asks before it replaces another token, and not for the same one", async () => {
    await sealProd();
    await anna.logIn("prod", "token-of-anna");
    await expect(unsealToken(anna.engine(), { ...request, yes: false })).rejects.toMatchObject({
      code: "CONFIRMATION_NEEDED",
      message: expect.stringContaining("your own, different token"),
    });
    const refusing = anna.engine({ ask: answering(() => false) });
    await expect(unsealToken(refusing, { ...request, yes: false })).rejects.toMatchObject({ code: "CANCELLED" });
    expect(await anna.token("prod")).toBe("token-of-anna");
    expect((await unsealToken(anna.engine(), { ...request, yes: true })).replaced).toBe(true);
    expect((await unsealToken(anna.engine(), { ...request, yes: false })).replaced).toBe(false);
    expect(await anna.token("prod")).toBe(TOKEN);
  });

  it("asks before it takes one that nobody has agreed to", async () => {
    await sealProd();
    await forge("prod");
    await expect(unsealToken(anna.engine(), { ...request, yes: false })).rejects.toMatchObject({
      code: "CONFIRMATION_NEEDED",
      message: expect.stringContaining("You have not trusted the sealed file"),
    });
  });
});

it("the token of an own profile is sealed for the team's of the same name, when both lead to the same", async () => {
  const { addTestProfile } = await import("../../testing/test-engine.ts");
  await addTestProfile(anna.test.engine, { name: "prod", stack: "acme", stackId: 11111, token: TOKEN });
  await anna.seal("prod");
  expect(anna.test.notices.map(({ message }) => message).join("\n")).toContain(
    "Sealing the token of your own profile prod",
  );
  expect(await anna.token("team/prod")).toBe(TOKEN);
  await addTestProfile(anna.test.engine, { name: "staging", stack: "other", token: TOKEN });
  await expect(anna.seal("staging")).rejects.toMatchObject({ code: "TOKEN_MISSING" });
});
