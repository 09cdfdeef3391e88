import { mkdirSync, realpathSync } from "node:fs";
import { join } from "node:path";
import { skipUnless } from "@k6p/core/testing/real-parts";
import { findShell } from "@k6p/core/testing/real-shells";
import { describe, expect, it } from "vitest";
import { callsOfK6p, InteractiveShell, type ShellName } from "./interactive-shell.ts";
import { makeProfileHome, tokenOf, VAULT } from "./profile-home.ts";
import { runK6p } from "./run-k6p.ts";

const PROFILES = [
  { name: "prod", stackId: 11111 },
  { name: "dev", stackId: 22222 },
];
const SET_UP: Readonly<Record<ShellName, string>> = {
  bash: 'eval "$(k6p hook bash)"',
  zsh: 'eval "$(k6p hook zsh)"',
  fish: "k6p hook fish | source",
  elvish: "eval (k6p hook elvish | slurp)",
  nu: "source ~/.k6p/data/hooks/k6p.nu",
};
const SHELLS = Object.keys(SET_UP) as readonly ShellName[];

/** A home where `work` is bound to prod and `work/lab` to dev. */
async function makeBoundHome(): Promise<string> {
  const home = realpathSync(await makeProfileHome(PROFILES));
  mkdirSync(join(home, "work", "lab", "deep"), { recursive: true });
  mkdirSync(join(home, "work", "src"));
  await run(home, ["profile", "bind", "prod", "work"]);
  await run(home, ["profile", "bind", "dev", "work/lab"]);
  await run(home, ["hook", "nushell", "--path"]);
  return home;
}

async function run(home: string, words: readonly string[]): Promise<void> {
  const { code, stderr } = await runK6p(words, { home, env: VAULT });
  expect(code, stderr).toBe(0);
}

describe.each(SHELLS)("the hook in %s", (shell) => {
  const skip = skipUnless(findShell(shell), `${shell} is not installed`);

  it.skipIf(skip)("takes the profile of the nearest bound folder, and leaves it again", async () => {
    const home = await makeBoundHome();
    const terminal = new InteractiveShell(shell, { home, startup: SET_UP[shell] });
    expect(await terminal.see()).toMatchObject({ profile: "", bound: "" });
    const prod = { profile: "prod", bound: "prod", token: tokenOf("prod") };
    const entered = await terminal.see("cd work");
    expect(entered).toMatchObject(prod);
    expect(entered.screen).toContain(`k6p: prod (bound to ${home}/work)`);
    const below = await terminal.see("cd src");
    expect(below).toMatchObject(prod);
    expect(below.screen).not.toContain("k6p:");
    expect(await terminal.see("cd ../lab/deep")).toMatchObject({ profile: "dev", token: tokenOf("dev") });
    expect(await terminal.see("cd ../..")).toMatchObject(prod);
    const left = await terminal.see("cd ..");
    expect(left).toMatchObject({ profile: "", bound: "", token: "", config: "" });
    expect(left.screen).toContain("k6p: left prod");
    expect(callsOfK6p(home).filter((call) => call.startsWith("env"))).toHaveLength(4);
    expect(await terminal.end()).toBe(0);
  });
});
