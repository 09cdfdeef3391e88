import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { K6pError } from "../../errors/k6p-error.ts";
import { addTestProfile, createTestEngine, type TestEngine } from "../../testing/test-engine.ts";
import type { Engine } from "../../engine/engine.ts";
import { exportEnvironment } from "../env/export-environment.ts";
import type { ProfileChoice, Prompter } from "../../engine/prompter.ts";
import { removeProfile } from "../profiles/remove-profile.ts";
import { execCommand } from "../run/exec-command.ts";
import { showProfile } from "../profiles/show-profile.ts";
import { useProfile } from "../use/use-profile.ts";

let test: TestEngine;
let offered: readonly ProfileChoice[];

beforeEach(async () => {
  offered = [];
  test = createTestEngine();
  for (const name of ["alpha", "beta", "gamma"]) await addTestProfile(test.engine, { name });
});

afterEach(() => test.remove());

/** A person who picks a profile by name, and says yes to everything; undefined: who presses Ctrl-C. */
function person(name: string | undefined): Prompter {
  return {
    confirm: async () => true,
    text: () => Promise.reject(new Error("not asked")),
    secret: () => Promise.reject(new Error("not asked")),
    choose: () => Promise.reject(new Error("not asked")),
    async profile(_message, choices) {
      offered = choices;
      const choice = choices.find(({ profile }) => profile.name === name);
      if (choice === undefined) throw new K6pError("CANCELLED", { message: "Cancelled." });
      return choice.profile;
    },
  };
}

function engineOf(name: string | undefined, env: Readonly<Record<string, string>> = {}): Engine {
  return test.withEnv(env, person(name));
}

const names = (): readonly string[] =>
  offered.map(({ profile, active }) => `${profile.name}${active ? " (active)" : ""}`);

describe("use without a name", () => {
  it("offers the profiles, the one used last first, and uses the one that is picked", async () => {
    await useProfile(test.engine, { name: "alpha" });
    await useProfile(test.engine, { name: "gamma" });
    expect(await useProfile(engineOf("beta"), {})).toMatchObject({ source: "picked", profile: { name: "beta" } });
    expect(names()).toEqual(["gamma (active)", "alpha", "beta"]);
  });

  it("asks although K6P_PROFILE names one", async () => {
    const used = await useProfile(engineOf("beta", { K6P_PROFILE: "alpha" }), {});
    expect(used.profile.name).toBe("beta");
  });

  it("changes nothing when the user cancels", async () => {
    await useProfile(test.engine, { name: "alpha" });
    const before = test.readConfig();
    await expect(useProfile(engineOf(undefined), {})).rejects.toMatchObject({ code: "CANCELLED" });
    expect(test.readConfig()).toBe(before);
  });

  it.each([{}, { K6P_PROFILE: "beta" }])("writes nothing without a terminal, with %j", async (env) => {
    await useProfile(test.engine, { name: "alpha" });
    const before = test.readConfig();
    await expect(useProfile(test.withEnv(env), {})).rejects.toMatchObject({ code: "PROFILE_NOT_CHOSEN" });
    expect(test.readConfig()).toBe(before);
  });

  it("says how to add a profile when there is none to pick", async () => {
    for (const name of test.engine.ownProfiles.names()) test.engine.ownProfiles.remove(name);
    await expect(useProfile(engineOf("alpha"), {})).rejects.toMatchObject({
      code: "PROFILE_NOT_CHOSEN",
      remedy: [expect.stringContaining("k6p profile add")],
    });
  });
});

describe("env, exec and show without a name", () => {
  it("ask only when no profile is active and the environment names none", async () => {
    await useProfile(test.engine, { name: "alpha" });
    const active = await exportEnvironment(engineOf("beta"), { mode: "portable" });
    expect([active.source, offered]).toEqual(["active", []]);
    const named = await showProfile(engineOf("beta", { K6P_PROFILE: "gamma" }), { withToken: false });
    expect([named.source, offered]).toEqual(["K6P_PROFILE", []]);
  });

  it("use the one that is picked when there is no other", async () => {
    expect(await exportEnvironment(engineOf("beta"), { mode: "portable" })).toMatchObject({
      source: "picked",
      profile: { name: "beta" },
    });
    const command = [process.execPath, "-e", "process.exit(process.env.K6P_PROFILE === 'gamma' ? 7 : 8)"];
    expect(await execCommand(engineOf("gamma"), { command, withEnv: false })).toMatchObject({ end: { exitCode: 7 } });
    await showProfile(engineOf("alpha"), { withToken: false });
    expect(names()).toEqual(["gamma", "beta", "alpha"]);
  });
});

describe("remove without a name", () => {
  it("asks for the profile, and then whether it is meant", async () => {
    const removed = await removeProfile(engineOf("beta"), { yes: false, force: false });
    expect(removed.profile.name).toBe("beta");
    expect(test.engine.ownProfiles.names()).toEqual(["alpha", "gamma"]);
  });

  it("never takes the active profile for granted", async () => {
    await useProfile(test.engine, { name: "alpha" });
    await expect(removeProfile(test.engine, { yes: true, force: true })).rejects.toMatchObject({
      code: "PROFILE_NOT_CHOSEN",
      message: "No profile given.",
    });
    expect(test.engine.ownProfiles.names()).toHaveLength(3);
  });
});

it("a configuration that k6 cannot read does not keep the list from opening", async () => {
  test.writeConfig("{");
  await removeProfile(engineOf("beta"), { yes: true, force: false });
  expect(names()).toEqual(["alpha", "beta", "gamma"]);
});
