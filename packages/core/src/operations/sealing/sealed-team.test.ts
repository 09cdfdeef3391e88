import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, describe, expect, it } from "vitest";
import type { StoreCall } from "../../secrets/store-call.ts";
import { type SharedTeam, shareTeam, type TeamPerson } from "../../testing/team-members.ts";
import { createTestEngine } from "../../testing/test-engine.ts";
import { describeProfile } from "../tokens/describe-profile.ts";
import { findActiveProfile } from "../active/find-active-profile.ts";
import { type Joined, joinTeam } from "./join-team.ts";
import { removeMember } from "./remove-member.ts";
import { sealTokens } from "./seal-tokens.ts";
import { showProfile } from "../profiles/show-profile.ts";
import { rememberTeamLogin } from "../catalog/team-logins.ts";
import { unsealToken } from "./unseal-token.ts";
import { useProfile } from "../use/use-profile.ts";

const TOKEN = "glc_the-team-token-0001";
const CALL: StoreCall = { deadlineMs: 1_000, interactive: false };
let team: SharedTeam;

beforeEach(() => {
  team = shareTeam();
});

async function secretKeyOf({ test, joined }: TeamPerson & { readonly joined: Joined }): Promise<string> {
  const found = await test.store.read(joined.reference, CALL);
  if (found.kind !== "found") throw new Error(found.kind);
  return found.secret.reveal();
}

describe("joining", () => {
  it("makes one identity, and tells it again", async () => {
    const { engine, joined } = await team.member("anna");
    expect(joined).toMatchObject({ name: "anna", isNew: true, isListed: false });
    expect(joined.recipient).toMatch(/^age1[a-z0-9]{58}$/);
    expect(await joinTeam(engine(), { renew: false })).toEqual({ ...joined, isNew: false, isListed: true });
    expect(JSON.stringify(engine().memberKey.find())).not.toContain("AGE-SECRET-KEY");
  });

  it("takes the name of the user where none is said, and asks for one where there is none", async () => {
    const nobody = team.stranger();
    const ben = nobody.engine({ env: { USER: "ben" } });
    await expect(joinTeam(nobody.engine(), { store: "file", renew: false })).rejects.toMatchObject({ code: "USAGE" });
    await expect(joinTeam(ben, { name: "two words", renew: false })).rejects.toMatchObject({ code: "USAGE" });
    expect((await joinTeam(ben, { store: "file", renew: false })).name).toBe("ben");
  });

  it("needs no team file", async () => {
    const test = createTestEngine();
    const joined = await joinTeam(test.engine, { name: "anna", store: "file", renew: false });
    expect(joined).toMatchObject({ teamFile: undefined, isListed: false });
    test.remove();
  });

  it("says that the key is gone, and makes another one on demand", async () => {
    const { test, engine, joined } = await team.member("anna");
    await test.store.remove(joined.reference, CALL);
    await expect(joinTeam(engine(), { renew: false })).rejects.toMatchObject({ code: "MEMBER_KEY_LOST" });
    const renewed = await joinTeam(engine(), { store: "file", renew: true });
    expect(renewed).toMatchObject({ name: "anna", isNew: true });
    expect(renewed.recipient).not.toBe(joined.recipient);
  });

  it("gives up a key that works only after a question, and moves it to no other store in silence", async () => {
    const { engine, joined } = await team.member("anna");
    await expect(joinTeam(engine(), { renew: true })).rejects.toMatchObject({ code: "CONFIRMATION_NEEDED" });
    await expect(joinTeam(engine(), { renew: false, store: "keyring" })).rejects.toMatchObject({ code: "USAGE" });
    expect((await joinTeam(engine(), { renew: false })).recipient).toBe(joined.recipient);
    const renewed = await joinTeam(engine(), { renew: true, yes: true, store: "file" });
    expect(renewed).toMatchObject({ isNew: true, isListed: false, previouslyListedAs: "anna" });
  });

  it("does not take for the key what something else has put in its place", async () => {
    const [anna, ben] = [await team.member("anna"), await team.member("ben")];
    const { Secret } = await import("../../secrets/secret.ts");
    await anna.test.store.write(anna.joined.reference, new Secret(await secretKeyOf(ben)), CALL);
    await expect(joinTeam(anna.engine(), { renew: false })).rejects.toMatchObject({ code: "MEMBER_KEY_LOST" });
  });

  it("gives two processes at once one identity", async () => {
    const { engine } = team.stranger();
    const request = { name: "anna", store: "file", renew: false };
    const [one, other] = await Promise.all([joinTeam(engine(), request), joinTeam(engine(), request)]);
    expect(one.recipient).toBe(other.recipient);
    expect(one.isNew).not.toBe(other.isNew);
  });
});

describe("using a sealed token", () => {
  async function sealed(): Promise<{ anna: TeamPerson; ben: TeamPerson & { readonly joined: Joined } }> {
    const [anna, ben] = [await team.member("anna"), await team.member("ben")];
    await anna.logIn("prod", TOKEN);
    await anna.seal("prod");
    return { anna, ben };
  }

  it("is told from having one, and from having none", async () => {
    const { anna, ben } = await sealed();
    for (const [person, profile, state] of [
      [anna, "prod", "stored"],
      [ben, "prod", "sealed"],
      [ben, "staging", "missing"],
    ] as const) {
      const engine = person.engine();
      const { token } = describeProfile(engine, await engine.profiles.get(profile));
      expect(token).toMatchObject({
        state,
        ...(state === "sealed" ? { readFrom: team.sealedPath("prod") } : {}),
      });
    }
  });

  it("puts it into k6's file, where it is recognized, also elsewhere, and never saved as a profile", async () => {
    const { ben } = await sealed();
    await useProfile(ben.engine(), { name: "prod" });
    for (const engine of [ben.engine(), ben.test.engine])
      expect(await findActiveProfile(engine)).toMatchObject({ kind: "active", profile: { name: "prod" } });
    const { identity } = await findActiveProfile(ben.test.engine);
    expect(identity.token?.reveal()).toBe(TOKEN);
    await expect(showProfile(ben.test.engine, { withToken: true })).rejects.toMatchObject({
      code: "TOKEN_MISSING",
      remedy: expect.arrayContaining([expect.stringContaining(join(team.folder, "k6p.config.yaml"))]),
    });
    await ben.logIn("staging", "token-of-staging");
    expect((await useProfile(ben.engine(), { name: "staging" })).rescued).toBeUndefined();
    expect(ben.engine().ownProfiles.names()).toEqual([]);
  });

  it("is for the stack ID that the team file names, which is needed before it is sealed", async () => {
    const anna = await team.member("anna");
    team.profiles = "version: 1\nprofiles:\n  prod: { stack: acme }\n";
    team.write();
    const engine = anna.engine();
    await rememberTeamLogin(engine, { ...(await engine.profiles.get("prod")), stackId: 11111 });
    await anna.logIn("prod", TOKEN);
    await expect(anna.seal("prod")).rejects.toMatchObject({
      code: "STACK_INVALID",
      remedy: ["Add it to the file, then seal again: stackId: 11111"],
    });
  });

  it("gives way to one's own", async () => {
    const { ben } = await sealed();
    await ben.logIn("prod", "token-of-ben");
    expect(await ben.token("prod")).toBe("token-of-ben");
    expect(await ben.token("prod", { env: { K6P_TOKEN_PROD: "token-of-the-shell" } })).toBe("token-of-the-shell");
  });

  it("works with a key from the environment, and no store at all", async () => {
    const { ben } = await sealed();
    const key = await secretKeyOf(ben);
    const pipeline = team.stranger({ stores: new Map() });
    expect(await pipeline.token("prod", { env: { K6P_AGE_IDENTITY: key } })).toBe(TOKEN);

    const file = join(pipeline.test.home, "key");
    writeFileSync(file, `# created: today\r\n# public key: ${ben.joined.recipient}\r\n${key}\r\n`);
    expect(await pipeline.token("prod", { env: { K6P_AGE_IDENTITY_FILE: file } })).toBe(TOKEN);
    for (const [env, code] of [
      [{ K6P_AGE_IDENTITY_FILE: `${file}2` }, "FILE_READ_FAILED"],
      [{ K6P_AGE_IDENTITY_FILE: pipeline.test.home }, "FILE_UNSAFE"],
      [{ K6P_AGE_IDENTITY: "rubbish" }, "SEALED_NOT_FOR_YOU"],
    ] as const)
      await expect(pipeline.token("prod", { env: { ...env } })).rejects.toMatchObject({ code });
    expect(await ben.token("prod", { env: { K6P_AGE_IDENTITY: key.slice(0, -1) } })).toBe(TOKEN);
  });

  it("ends with making it one's own", async () => {
    const { ben } = await sealed();
    await expect(unsealToken(ben.engine(), { name: "prod", store: "file", yes: false })).rejects.toMatchObject({
      code: "CONFIRMATION_NEEDED",
    });
    await ben.trust();
    const { record, replaced } = await unsealToken(ben.engine(), { name: "prod", store: "file", yes: false });
    expect({ replaced, record }).toMatchObject({ replaced: false, record: { destination: { stackId: 11111 } } });
    rmSync(team.sealedPath("prod"));
    expect(await ben.token("prod")).toBe(TOKEN);
    const again = unsealToken(ben.engine(), { name: "prod", store: "file", yes: false });
    await expect(again).rejects.toMatchObject({ code: "TOKEN_MISSING" });
  });
});

describe("removing a member", () => {
  it("seals everything for the others and lists the tokens that the removed member could read", async () => {
    const anna = await team.member("anna");
    await anna.logIn("staging", "token-of-staging");
    await anna.seal("staging");
    const ben = await team.member("ben");
    await anna.logIn("prod", TOKEN);
    await anna.seal("prod");

    const removed = await removeMember(anna.engine(), { who: "ben", yes: true });
    expect(removed).toMatchObject({ member: { name: "ben" }, left: [], toReplace: ["prod"] });
    expect(removed.teamFile).toMatch(/k6p\.config\.yaml:\d+/);
    expect(removed.resealed.map(({ profile }) => profile)).toEqual(["prod", "staging"]);
    await expect(ben.token("prod")).rejects.toMatchObject({ code: "SEALED_NOT_FOR_YOU" });
    // If the member is still in the team file, the next seal asks.
    await expect(sealTokens(anna.engine(), { name: "prod", all: false, yes: false })).rejects.toMatchObject({
      code: "CONFIRMATION_NEEDED",
    });
  });

  it("counts what cannot be opened as read, and leaves it", async () => {
    const ben = await team.member("ben");
    await ben.logIn("prod", TOKEN);
    await ben.seal("prod");
    const before = readFileSync(team.sealedPath("prod"));
    const anna = await team.member("anna");
    await anna.trust();
    const removed = await removeMember(anna.engine(), { who: ben.joined.recipient, yes: true });
    expect(removed).toMatchObject({ resealed: [], toReplace: ["prod"], left: [{ profile: "prod" }] });
    expect(readFileSync(team.sealedPath("prod"))).toEqual(before);
  });

  it("warns when a member was only deleted from the team file, and when you remove yourself", async () => {
    const [anna] = [await team.member("anna"), await team.member("ben")];
    await anna.logIn("prod", TOKEN);
    await anna.seal("prod");
    team.recipients.pop();
    team.write();
    await anna.trust();
    await sealTokens(anna.engine(), { all: true, yes: true });
    expect(anna.test.notices.at(-1)?.message).toBe("ben could read the token of prod and may have copies.");
    await team.member("zoe");
    await anna.trust();
    await removeMember(anna.engine(), { who: "anna", yes: true });
    expect(anna.test.notices.map(({ message }) => message)).toContainEqual(expect.stringMatching(/^anna is you/));
  });

  it("asks first, and refuses a name that nobody has or the last member", async () => {
    const anna = await team.member("anna");
    await anna.trust();
    const remove = (who: string, yes: boolean) => removeMember(anna.engine(), { who, yes });
    await expect(remove("zoe", true)).rejects.toMatchObject({ code: "MEMBER_NOT_FOUND" });
    await expect(remove("anna", true)).rejects.toMatchObject({ code: "RECIPIENTS_INVALID" });
    await team.member("ben");
    await expect(remove("ben", true)).rejects.toMatchObject({ code: "TEAM_NOT_TRUSTED" });
    await anna.trust();
    await expect(remove("ben", false)).rejects.toMatchObject({ code: "CONFIRMATION_NEEDED" });
  });
});
