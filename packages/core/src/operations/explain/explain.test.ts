import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { realK6 } from "../../testing/real-k6.ts";
import { addTestProfile, createTestEngine, type TestEngine } from "../../testing/test-engine.ts";
import { useProfile } from "../use/use-profile.ts";
import { explain, type ExplainRequest, tokenMark } from "./explain.ts";

const k6 = realK6();
let test: TestEngine;

beforeEach(async () => {
  test = createTestEngine();
  await addTestProfile(test.engine, { name: "prod", stack: "acme", stackId: 11111, project: 91111 });
  await addTestProfile(test.engine, { name: "staging", stack: "acme-staging", stackId: 22222, project: 92222 });
});

afterEach(() => test.remove());

async function explained(request: Partial<ExplainRequest> = {}, env: Readonly<Record<string, string>> = {}) {
  const explanation = await explain(test.withEnv(env), { words: [], ...request });
  const { outlook } = explanation;
  if (outlook.kind === "refused") throw new Error(outlook.reason);
  const { state, profile, fields, findings } = outlook;
  return { ...explanation, state, profile: profile?.name, fields, codes: findings.map(({ code }) => code) };
}

describe("explain", () => {
  it("names the profile that k6 uses, and the file that decides", async () => {
    await useProfile(test.engine, { name: "prod" });
    const { state, profile, fields } = await explained();
    expect([state, profile]).toEqual(["whole", "prod"]);
    expect(fields.stackId).toMatchObject({ value: 11111, source: "config", profile: "prod", belongs: true });
  });

  it("says what is mixed, and what loses", async () => {
    await useProfile(test.engine, { name: "prod" });
    const { state, fields } = await explained({}, { K6_CLOUD_STACK_ID: "22222" });
    expect(state).toBe("mixed");
    expect(fields.stackId).toMatchObject({ value: 22222, source: "env", belongs: false, profile: "staging" });
    expect(fields.stackId.loses).toEqual([expect.objectContaining({ value: 11111, source: "config" })]);
  });

  it.each(["exec", "use"] as const)("answers what would happen with another profile, by %s", async (route) => {
    await useProfile(test.engine, { name: "prod" });
    const { state, profile, fields } = await explained({ profile: "staging", route });
    expect([state, profile, fields.stackId.value]).toEqual(["whole", "staging", 22222]);
    expect(test.readConfig()).toContain("token-of-prod");
  });

  it("lets a variable win over use, and not over exec", async () => {
    const env = { K6_CLOUD_STACK_ID: "11111" };
    expect((await explained({ profile: "staging", route: "use" }, env)).state).toBe("mixed");
    expect((await explained({ profile: "staging", route: "exec" }, env)).state).toBe("whole");
  });

  it("reads the words of a command line, whatever k6 is called", async () => {
    await useProfile(test.engine, { name: "prod" });
    const { words, codes } = await explained({ words: ["./k6-2.2", "run", "-o", "cloud", "s.js"] });
    expect(words).toEqual(["run", "-o", "cloud", "s.js"]);
    expect(codes).toContain("stack-not-sent");
  });

  it("refuses a script in two places", async () => {
    await expect(explained({ script: "a.js", words: ["k6", "run", "b.js"] })).rejects.toMatchObject({ code: "USAGE" });
  });

  it("marks a token without showing it", async () => {
    await useProfile(test.engine, { name: "prod" });
    const { fields } = await explained();
    const { value } = fields.token;
    if (typeof value !== "object") throw new Error("no token");
    expect(tokenMark(value)).toMatch(/^token:[\w-]{12}$/);
    expect(JSON.stringify(fields)).not.toContain("token-of-prod");
  });

  it("says why the options of a script are not known", async () => {
    const { script } = await explained({ script: "missing.js" }, { PATH: "" });
    expect(script).toMatchObject({ kind: "unknown", reason: "k6 is not on PATH" });
  });

  it.skipIf(k6.skip)("takes the options of a script from the real k6, which gets no token for it", async () => {
    const path = join(test.home, "own.js");
    writeFileSync(
      path,
      "if (__ENV.K6_CLOUD_TOKEN) throw new Error('has a token');\nexport const options={cloud:{projectID:4711}};\nexport default function(){}\n",
    );
    mkdirSync(join(test.home, "bin"));
    symlinkSync(k6.program, join(test.home, "bin", "k6"));
    await useProfile(test.engine, { name: "prod" });
    const env = { PATH: join(test.home, "bin"), K6_CLOUD_TOKEN: "token-of-prod" };
    const { fields, script } = await explained({ script: path }, env);
    expect(script).toMatchObject({ kind: "inspected" });
    expect(fields.projectId).toMatchObject({ value: 4711, source: "script" });
  });
});
