import { chmodSync, cpSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { COMMAND_TABLE, COMMANDS } from "../src/frame/commands.ts";
import { findCommand } from "../src/frame/find-command.ts";
import { makeProfileHome, VAULT } from "./profile-home.ts";
import { runInProcess } from "./run-in-process.ts";
import { type Ran, throwAwayHome } from "./run-k6p.ts";

/** Command lines for the commands that have a program of their own; the property test of the parser covers the rest. */
const LINES: readonly (readonly string[])[] = [
  [],
  ["--json"],
  ["status"],
  ["status", "--json"],
  ["status", "extra"],
  ["current"],
  ["profile", "current", "--json"],
  ["use", "prod"],
  ["use", "PROD", "--json"],
  ["profile", "use", "staging", "--dry-run"],
  ["use", "-"],
  ["use"],
  ["use", "pord"],
  ["use", "prod", "staging"],
  ["use", "prod", "--config=named.json"],
  ["use", "prod", "-c", "named.json", "--json"],
  ["use", "prod", "-cnamed.json"],
  ["use", "prod", "--confg", "named.json"],
  ["use", "prod", "--config"],
  ["use", "prod", "--config", "--dry-run"],
  ["use", "prod", "--config", "a", "--config", "b"],
  ["use", "--", "prod"],
  ["env", "prod", "--shell", "bash"],
  ["env", "prod", "--shell=fish", "--file"],
  ["env", "prod", "--portable", "--shell", "sh"],
  ["env", "prod", "--portable", "--file", "--shell", "sh"],
  ["env", "prod", "--shell", "tcsh"],
  ["env", "prod", "--format", "json"],
  ["env", "prod", "--format=docker", "-o", "k6.env"],
  ["env", "prod", "--output", "k6.env"],
  ["env", "--unset", "--shell", "zsh"],
  ["env", "nobody", "--shell", "bash"],
  ["env", "prod", "--json"],
  ["env", "prod", "--help"],
  ["exec", "prod", "--", "node", "-e", "process.stdout.write(process.env.K6P_PROFILE)", "--", "--json"],
  ["exec", "prod", "--with-env", "--", "node", "-e", "process.exit(99)"],
  ["exec", "prod", "--", "no-such-program"],
  ["exec", "prod"],
  ["exec", "--"],
  ["exec", "prod", "node"],
  ["use", "--here", "prod"],
  ["shell", "nobody"],
  ["shell", "prod", "--shell", "no-such-shell"],
  ["shell", "prod", "extra"],
  ["prompt"],
  ["prompt", "--format", "<{name}>"],
  ["prompt", "--json"],
  ["prompt", "extra"],
  ["profile", "list"],
  ["profile", "list", "--json"],
  ["profile", "list", "--tag", "x"],
  ["profile", "list", "--tag"],
  ["hook", "bash"],
  ["hook", "fish", "--wrap-k6"],
  ["hook", "zsh", "--path"],
  ["hook", "tcsh"],
  ["hook"],
  ["completion", "candidates", "bash", "--", "use", "pr"],
  ["completion", "candidates", "tcsh", "--", "use", ""],
  ["completion", "candidates", "--", "use", ""],
];

/** Command lines that name no hot command, and what is printed without any command. */
const OTHER_LINES: readonly (readonly string[])[] = [
  ["--version"],
  ["-v", "extra"],
  ["--help"],
  ["-h"],
  ["help"],
  ["help", "use"],
  ["help", "team", "member"],
  ["help", "nothing"],
  ["use", "--help"],
  ["profile", "use", "prod", "--help"],
  ["team", "--help"],
  ["team", "member", "-h"],
  ["exec", "prod", "--", "node", "--help"],
  ["team"],
  ["nothing"],
  ["profile", "nothing"],
  ["--jsn"],
];

describe("the programs of hot commands, the program with every command, and oclif", () => {
  it("do the same for every command line", { timeout: 300_000 }, async () => {
    const leanHome = await makeProfileHome([
      { name: "prod", stackId: 1, project: 10 },
      { name: "staging", stackId: 2 },
    ]);
    const [wholeHome, oclifHome] = [copyHome(leanHome), copyHome(leanHome)];
    for (const words of [...LINES, ...OTHER_LINES]) {
      const [lean, whole, oclif] = await Promise.all([
        run(leanHome, words, {}),
        run(wholeHome, words, { K6P_FRAME: "whole" }),
        run(oclifHome, words, { K6P_FRAME: "oclif" }),
      ]);
      expect(lean, words.join(" ")).toEqual(whole);
      expect(oclif, words.join(" ")).toEqual(whole);
    }
  });

  it("are compared for every command that has a program of its own", () => {
    const findings = LINES.map((words) => findCommand(COMMAND_TABLE, words));
    const tried = new Set(findings.flatMap((finding) => (finding.kind === "command" ? [finding.id] : [])));
    for (const [id, { hot }] of Object.entries(COMMANDS)) expect(tried.has(id), id).toBe(hot === true);
  });
});

function copyHome(home: string): string {
  const copy = throwAwayHome();
  cpSync(home, copy, { recursive: true });
  for (const entry of readdirSync(copy, { recursive: true, withFileTypes: true })) {
    chmodSync(join(entry.parentPath, entry.name), entry.isDirectory() ? 0o700 : 0o600);
  }
  return copy;
}

async function run(home: string, words: readonly string[], env: Readonly<Record<string, string>>): Promise<Ran> {
  const { stdout, stderr, ...end } = await runInProcess(words, { home, env: { ...VAULT, ...env } });
  return { ...end, stdout: withoutChance(stdout, home), stderr: withoutChance(stderr, home) };
}

/** Names, and checks of names, that differ from home to home and from run to run. */
function withoutChance(text: string, home: string): string {
  return text.replaceAll(home, "HOME").replaceAll(/\b[0-9a-f]{24,}\b|\b1\.[\w-]{40,}/g, "CHANCE");
}
