import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect } from "vitest";
import { makeProfileHome, VAULT } from "./profile-home.ts";
import { runInProcess } from "./run-in-process.ts";
import { throwAwayHome } from "./run-k6p.ts";

const PROFILES = [
  { name: "prod", stackId: 11111 },
  { name: "dev", stackId: 22222 },
];
const BINDINGS = ".k6p/config/bindings.tsv";
let template: string | undefined;

afterAll(() => {
  if (template !== undefined) rmSync(template, { recursive: true, force: true });
});

/** A home with the profiles prod and dev and some folders, where `work` is bound to prod and `work/lab` to dev. Made once and copied. */
export async function makeShellHome(): Promise<string> {
  template ??= await makeTemplate();
  const home = realpathSync(throwAwayHome());
  copy(template, home);
  const bindings = join(home, BINDINGS);
  writeFileSync(bindings, readFileSync(bindings, "utf8").replaceAll(template, home));
  return home;
}

async function makeTemplate(): Promise<string> {
  const made = realpathSync(mkdtempSync(join(tmpdir(), "k6p-home-")));
  copy(await makeProfileHome(PROFILES), made);
  for (const folder of ["work/lab/deep", "work/src"]) mkdirSync(join(made, folder), { recursive: true });
  await runWell(made, ["profile", "bind", "prod", "work"]);
  await runWell(made, ["profile", "bind", "dev", "work/lab"]);
  return made;
}

/** Runs a command that must succeed. */
export async function runWell(home: string, words: readonly string[], env = {}): Promise<void> {
  const { code, stderr } = await runInProcess(words, { home, env: { ...VAULT, ...env } });
  expect(code, stderr).toBe(0);
}

/** With the modes of folders, which Node's own copy does not keep. */
function copy(from: string, to: string): void {
  execFileSync("cp", ["-a", `${from}/.`, to]);
}
