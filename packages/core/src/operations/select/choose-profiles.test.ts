import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { addTestProfile, createTestEngine, type TestEngine } from "../../testing/test-engine.ts";
import { chooseProfiles, type ProfileSelection } from "./choose-profiles.ts";

let test: TestEngine;

beforeEach(async () => {
  test = createTestEngine();
  for (const [name, tags] of [
    ["prod", ["live"]],
    ["team-a", []],
    ["team-b", ["live"]],
    ["team.c", []],
  ] as const)
    await addTestProfile(test.engine, { name, stack: "acme", tags });
});

afterEach(() => test.remove());

async function chosen(selection: ProfileSelection): Promise<readonly string[]> {
  return (await chooseProfiles(test.engine, selection)).map(({ name }) => name);
}

describe("a selection of profiles", () => {
  it.each<[string, ProfileSelection, readonly string[]]>([
    ["names, in their order", { names: ["team-a", "prod"] }, ["team-a", "prod"]],
    ["a list with commas", { names: ["team-b,prod"] }, ["team-b", "prod"]],
    ["a pattern, sorted", { names: ["TEAM-*"] }, ["team-a", "team-b"]],
    ["a pattern in which a dot is a dot", { names: ["team.*"] }, ["team.c"]],
    ["a question mark for one character", { names: ["team?c"] }, ["team.c"]],
    ["a tag", { names: [], tag: "live" }, ["prod", "team-b"]],
    ["all", { names: [], all: true }, ["prod", "team-a", "team-b", "team.c"]],
    ["each profile once", { names: ["prod", "p*", "PROD"] }, ["prod"]],
  ])("takes %s", async (_what, selection, names) => {
    expect(await chosen(selection)).toEqual(names);
  });

  it.each<[string, ProfileSelection, string]>([
    ["a name that nothing has", { names: ["prod", "nope"] }, "PROFILE_NOT_FOUND"],
    ["a pattern that nothing matches", { names: ["x*"] }, "PROFILE_NOT_FOUND"],
    ["a tag that nothing has", { names: [], tag: "x" }, "PROFILE_NOT_FOUND"],
    ["nothing at all", { names: [] }, "PROFILE_NOT_CHOSEN"],
    ["an empty word", { names: [""] }, "PROFILE_NOT_CHOSEN"],
    ["names next to --all", { names: ["prod"], all: true }, "USAGE"],
  ])("refuses %s", async (_what, selection, code) => {
    await expect(chosen(selection)).rejects.toMatchObject({ code });
  });
});
