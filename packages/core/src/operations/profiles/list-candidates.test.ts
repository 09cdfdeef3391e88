import { mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { SecretStore } from "../../secrets/secret-store.ts";
import { addTestProfile, createTestEngine, type TestEngine } from "../../testing/test-engine.ts";
import { type CandidateKind, listCandidates } from "./list-candidates.ts";

let test: TestEngine;

beforeEach(() => {
  test = createTestEngine();
});

afterEach(() => test.remove());

async function candidates(
  kind: CandidateKind,
  prefix = "",
  described = true,
): Promise<readonly (readonly [string, unknown])[]> {
  const listed = await listCandidates(test.engine, { kind, prefix, describe: described });
  return listed.map(({ value, description }) => [value, description]);
}

describe("candidates for a value", () => {
  it("are the profiles with their stack, protection and description", async () => {
    await addTestProfile(test.engine, { name: "prod", protected: true });
    await addTestProfile(test.engine, { name: "dev" });
    await test.engine.ownProfiles.update("dev", (profile) => ({ ...profile, description: "For tries" }));
    expect(await candidates("profile")).toEqual([
      ["dev", "dev.grafana.net, For tries"],
      ["prod", "prod.grafana.net, protected"],
    ]);
    expect(await candidates("profile", "PR")).toEqual([["prod", "prod.grafana.net, protected"]]);
    expect(await candidates("profile", "", false)).toEqual([
      ["dev", undefined],
      ["prod", undefined],
    ]);
  });

  it("are described in one harmless, short line", async () => {
    await addTestProfile(test.engine, { name: "prod" });
    const description = `a\u001b[31m\tred\nline \u202e ${"x".repeat(400)}`;
    await test.engine.ownProfiles.update("prod", (profile) => ({ ...profile, description }));
    const [[, shown] = []] = await candidates("profile");
    expect(shown).toMatch(/^prod\.grafana\.net, a red line x+…$/);
    expect(String(shown)).toHaveLength(80);
  });

  it("leave out files that are no profiles, and keep those that cannot be read, without a word", async () => {
    mkdirSync(test.engine.ownProfiles.directory, { recursive: true });
    for (const name of ["$(x)", "a b", "-rf", "..", "con", "x\ny"])
      writeFileSync(join(test.engine.ownProfiles.directory, `${name}.json`), "{}");
    writeFileSync(join(test.engine.ownProfiles.directory, "broken.json"), "{");
    expect(await candidates("profile")).toEqual([["broken", undefined]]);
    expect(await candidates("tag")).toEqual([]);
    expect(test.notices).toEqual([]);
  });

  it("are not read one by one when there are very many", async () => {
    mkdirSync(test.engine.ownProfiles.directory, { recursive: true });
    for (let number = 0; number < 300; number++)
      writeFileSync(
        test.engine.ownProfiles.pathOf(`p${number}`),
        '{"version":1,"id":"aaaaaaaaaaaaaaaaaaaaaaaaaa","description":"d"}',
      );
    expect(await candidates("profile")).toHaveLength(300);
    expect((await candidates("profile")).every(([, description]) => description === undefined)).toBe(true);
    expect((await candidates("profile", "p29")).every(([, description]) => description === "d")).toBe(true);
  });

  it("are the tags of all profiles, each once", async () => {
    await addTestProfile(test.engine, { name: "prod", tags: ["eu", "customer-a"] });
    await addTestProfile(test.engine, { name: "dev", tags: ["eu", "us"] });
    expect((await candidates("tag")).map(([value]) => value)).toEqual(["customer-a", "eu", "us"]);
    expect((await candidates("tag", "e")).map(([value]) => value)).toEqual(["eu"]);
  });

  it("are the secret stores, none of which is asked anything", async () => {
    const closed: SecretStore = {
      ...test.store,
      read: () => Promise.reject(new Error("opened")),
      readiness: () => Promise.reject(new Error("asked")),
    };
    const engine = { ...test.engine, stores: new Map([["file", closed]] as const) };
    expect(await listCandidates(engine, { kind: "store", prefix: "f", describe: true })).toEqual([
      { value: "file", description: closed.title },
    ]);
  });

  it("leave no trace, not even folders", async () => {
    for (const kind of ["profile", "tag", "store"] as const) await candidates(kind);
    expect(readdirSync(test.home)).toEqual([]);
  });
});
