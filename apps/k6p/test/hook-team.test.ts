import { appendFileSync, chmodSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { cannotDrive, NOTHING, openHooked, PROD, switchesIn } from "./hooked-shell.ts";

const SHELLS = ["bash", "zsh", "fish", "elvish", "nu"] as const;

/** A repository in a home, with a team file that has prod for its default. */
function addRepository(home: string): string {
  mkdirSync(join(home, "repo", ".git"), { recursive: true });
  const file = join(home, "repo", "k6p.config.yaml");
  writeFileSync(file, "version: 1\ndefault: prod\n");
  return file;
}

describe.each(SHELLS)("the hook in %s", (shell) => {
  const skip = cannotDrive(shell);

  it.skipIf(skip)("takes the default of a team's file when that is trusted, and not after a change", async () => {
    const { home, terminal } = await openHooked(shell);
    const file = addRepository(home);
    const untrusted = await terminal.see("cd repo");
    expect(untrusted).toMatchObject(NOTHING);
    expect(untrusted.screen).not.toContain("k6p:");
    expect(switchesIn(home)).toEqual([]);
    const trusted = await terminal.see("k6p team trust --yes");
    expect(trusted).toMatchObject(PROD);
    expect(trusted.screen).toContain(`k6p: prod (team default in ${home}/repo)`);
    expect(await terminal.see("cd ..")).toMatchObject(NOTHING);
    appendFileSync(file, "# changed\n");
    const changed = await terminal.see("cd repo");
    expect(changed).toMatchObject(NOTHING);
    expect(changed.screen).toContain("k6p team trust");
    expect(switchesIn(home)).toEqual(["--unasked prod", "--unset", "--unasked prod"]);
  });

  it.skipIf(skip)("says once for each entering, and after each k6p, that a team's file has changed", async () => {
    const { home, terminal } = await openHooked(shell);
    const file = addRepository(home);
    mkdirSync(join(home, "repo", "scripts"));
    await terminal.see("cd repo", "k6p team trust --yes", "cd ..");
    appendFileSync(file, "# changed\n");
    expect((await terminal.see("cd repo")).screen).toContain(`k6p: cannot use prod (team default in ${home}/repo)`);
    const within = await terminal.see("cd scripts", "cd ..");
    expect(within).toMatchObject(NOTHING);
    expect(within.screen).not.toMatch(/k6p:|TEAM_NOT_TRUSTED/);
    expect((await terminal.see("cd ..", "cd repo")).screen.match(/TEAM_NOT_TRUSTED/g)).toHaveLength(1);
    expect((await terminal.see("k6p --version")).screen).toContain("TEAM_NOT_TRUSTED");
    expect(await terminal.see("k6p team trust --yes")).toMatchObject(PROD);
    expect(await terminal.see("cd scripts")).toMatchObject(PROD);
    expect(switchesIn(home).filter((words) => words !== "--unset")).toHaveLength(5);
  });

  it.skipIf(skip)("tells two teams apart that have a profile of the same name", async () => {
    const { home, terminal } = await openHooked(shell);
    for (const team of ["acme", "globex"]) {
      mkdirSync(join(home, team, ".git"), { recursive: true });
      const text = `version: 1\ndefault: load\nprofiles:\n  load: { stack: ${team}, stackId: 7 }\n`;
      writeFileSync(join(home, team, "k6p.config.yaml"), text);
      writeFileSync(join(home, team, "token"), `token-of-${team}-0123456789`);
      await terminal.see(`cd ${team}`, "k6p login load --no-verify --no-input --token-file token");
      const trusted = await terminal.see("k6p team trust --yes");
      expect(trusted).toMatchObject({ profile: "load", token: `token-of-${team}-0123456789` });
      await terminal.see("cd ..");
    }
    await terminal.see("cd acme");
    expect(await terminal.see("cd ../globex")).toMatchObject({ profile: "load", token: "token-of-globex-0123456789" });
  });

  it.skipIf(skip)("with --wrap-k6 does not run k6 by a default that has changed since", async () => {
    const { home, terminal } = await openHooked(shell, { flags: "--wrap-k6" });
    const file = addRepository(home);
    const k6 = join(home, "bin", "k6");
    writeFileSync(k6, '#!/bin/sh\necho "k6 ran as <$K6P_PROFILE>"\n');
    chmodSync(k6, 0o755);
    expect((await terminal.see("cd repo", "k6")).screen).toContain("k6 ran as <>");
    expect((await terminal.see("k6p team trust --yes", "k6")).screen).toContain("k6 ran as <prod>");
    appendFileSync(file, "# changed\n");
    const changed = await terminal.see("k6");
    expect(changed.screen).toContain("TEAM_NOT_TRUSTED");
    expect(changed.screen).not.toContain("k6 ran");
  });
});
