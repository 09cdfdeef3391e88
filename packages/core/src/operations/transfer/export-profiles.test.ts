import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Prompter } from "../../engine/prompter.ts";
import { newMemberKeys } from "../../sealed-tokens/sealed-file.ts";
import { Secret } from "../../secrets/secret.ts";
import { addTestProfile, createTestEngine, type TestEngine } from "../../testing/test-engine.ts";
import { obtainCredentials } from "../tokens/obtain-credentials.ts";
import { type ExportedProfiles, type ExportRequest, exportProfiles } from "./export-profiles.ts";
import { importProfiles } from "./import-profiles.ts";

const PASSPHRASE = "correct horse battery";

let test: TestEngine;

beforeEach(async () => {
  test = createTestEngine();
  await addTestProfile(test.engine, { name: "prod", project: 1100, tags: ["eu"], protected: true });
  await addTestProfile(test.engine, { name: "lab", host: "http://localhost:1", hostv6: "http://127.0.0.1:2" });
});

afterEach(() => test.remove());

const PLAIN = { names: [], all: true, format: "yaml", withTokens: false, recipients: [], passphrase: false } as const;

function run(request: Partial<ExportRequest> = {}, engine = test.engine): Promise<ExportedProfiles> {
  return exportProfiles(engine, { ...PLAIN, ...request });
}

function typing(passphrase: string): Prompter {
  const unexpected = (): Promise<never> => Promise.reject(new Error("not asked"));
  return {
    text: unexpected,
    confirm: unexpected,
    choose: unexpected,
    profile: unexpected,
    secret: async () => new Secret(passphrase),
  };
}

/** The names and settings of the profiles in another home, after it has imported the text. */
async function importElsewhere(text: string, setup: Parameters<typeof createTestEngine>[0] = {}) {
  const other = createTestEngine(setup);
  try {
    const file = join(other.home, "export");
    other.writeFile(file, text);
    await importProfiles(other.engine, { from: file, yes: true, dryRun: false, verify: false, store: "file" });
    const { profiles } = other.engine.ownProfiles.list();
    const tokens = profiles.map((profile) =>
      obtainCredentials(other.engine, profile).then(
        ({ identity }) => identity.token.reveal(),
        () => undefined,
      ),
    );
    return { profiles, tokens: await Promise.all(tokens) };
  } finally {
    other.remove();
  }
}

function settings(profiles: ReturnType<TestEngine["engine"]["ownProfiles"]["list"]>["profiles"]) {
  return profiles.map(({ id: _, createdAt: __, ...rest }) => rest);
}

describe("exporting", () => {
  it.each(["yaml", "json"] as const)(
    "writes definitions as %s that import reads again whole, without tokens",
    async (format) => {
      const { text, profiles, encrypted } = await run({ format });
      expect(profiles).toEqual(["lab", "prod"]);
      expect(encrypted).toBe(false);
      expect(text).not.toContain("token-of");
      const imported = await importElsewhere(text);
      expect(settings(imported.profiles)).toEqual(settings(test.engine.ownProfiles.list().profiles));
      expect(imported.tokens).toEqual([undefined, undefined]);
    },
  );

  it("writes tokens encrypted for an age key, which opens them elsewhere", async () => {
    const keys = await newMemberKeys();
    const { text, encrypted } = await run({ withTokens: true, recipients: [keys.recipient] });
    expect(encrypted).toBe(true);
    expect(text).toMatch(/^-----BEGIN AGE ENCRYPTED FILE-----\n/);
    const { tokens } = await importElsewhere(text, { env: { K6P_AGE_IDENTITY: keys.secret } });
    expect(tokens).toEqual(["token-of-lab", "token-of-prod"]);
    const other = await newMemberKeys();
    await expect(importElsewhere(text, { env: { K6P_AGE_IDENTITY: other.secret } })).rejects.toMatchObject({
      code: "IMPORT_UNREADABLE",
    });
    await expect(importElsewhere(text)).rejects.toMatchObject({ code: "IMPORT_UNREADABLE" });
  });

  it("writes tokens encrypted by a passphrase, which opens them elsewhere", async () => {
    const { text } = await run({ withTokens: true, passphrase: true }, test.withEnv({}, typing(PASSPHRASE)));
    expect((await importElsewhere(text, { ask: typing(PASSPHRASE) })).tokens).toEqual([
      "token-of-lab",
      "token-of-prod",
    ]);
    await expect(importElsewhere(text, { ask: typing("wrong wrong") })).rejects.toMatchObject({
      code: "IMPORT_UNREADABLE",
    });
  }, 60_000);

  it("never writes tokens that are not encrypted", async () => {
    await expect(run({ withTokens: true })).rejects.toMatchObject({ code: "USAGE" });
    await expect(run({ withTokens: true, recipients: ["age1nothing"] })).rejects.toMatchObject({ code: "USAGE" });
  });

  it("creates a file for the user alone, and does not replace one", async () => {
    const { file = "" } = await run({ output: "profiles.yaml" });
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(readFileSync(file, "utf8")).toContain("prod:");
    await expect(run({ output: file })).rejects.toMatchObject({ code: "FILE_NOT_OURS" });
  });

  it("takes the profiles that are selected, and the definition alone of one without a token", async () => {
    test.engine.tokens.remove(test.engine.ownProfiles.get("prod").id);
    const keys = await newMemberKeys();
    const { profiles } = await run({ all: false, tag: "eu", withTokens: true, recipients: [keys.recipient] });
    expect(profiles).toEqual(["prod"]);
    expect(test.notices.at(-1)?.message).toBe("Profile prod has no token, so only its definition is exported.");
    await expect(run({ all: false })).rejects.toMatchObject({ code: "PROFILE_NOT_CHOSEN" });
  });
});
