import { chmodSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { skipUnless } from "@k6p/core/testing/real-parts";
import { REAL_SHELLS, type RealShell, runInShell, type Variables } from "@k6p/core/testing/real-shells";
import { VAULT } from "./profile-home.ts";
import { bareEnvironment, PROGRAM, requireProgram } from "./run-k6p.ts";

/** A line for a session: show the environment that children get. */
export const SHOW = "node show.cjs";

/** A line for a session: `k6p env` with these words, evaluated. */
export function envLine({ shell }: RealShell, words: string): string {
  return shell.evaluate(`k6p env ${words}`);
}

export function shellsNamed(...names: readonly string[]): readonly RealShell[] {
  return REAL_SHELLS.filter(({ name }) => names.includes(name));
}

/** Whether the tests of a shell must be skipped; see `skipUnless`. */
export function skipShell({ name, path, isOptional }: RealShell): boolean {
  const canRun = process.platform !== "win32" && path !== undefined;
  return skipUnless(canRun, `${name} is not installed`, { optional: isOptional });
}

/** Runs lines in a real shell in which `k6p` is the built program, and returns the environments that its `SHOW` lines show. */
export function runSession(
  real: RealShell,
  lines: readonly string[],
  { home, env }: { readonly home: string; readonly env?: Variables },
): readonly Variables[] {
  requireProgram();
  const programs = join(home, "programs");
  mkdirSync(programs, { recursive: true });
  // The shell stays the parent of k6p.
  writeFileSync(join(programs, "k6p"), `#!/bin/sh\nexec "${process.execPath}" "${PROGRAM}" "$@"\n`);
  chmodSync(join(programs, "k6p"), 0o755);
  writeFileSync(join(home, "show.cjs"), "console.log('SHOWN ' + JSON.stringify(process.env))");
  const { PATH: _, ...bare } = bareEnvironment(home, { ...VAULT, ...env });
  const { stdout } = runInShell(real, lines.join("\n"), { folder: home, env: { ...bare, PATH: programs } });
  return stdout
    .split("\n")
    .filter((line) => line.startsWith("SHOWN "))
    .map((line) => JSON.parse(line.slice("SHOWN ".length)) as Variables);
}

/** The variables that a profile is about. */
export function profileVariables(env: Variables | undefined): Variables {
  const entries = Object.entries(env ?? {}).filter(([name]) =>
    /^(K6_|K6P_PROFILE$|K6P_BEFORE$|DEFAULTPROJECTID$)/.test(name),
  );
  return Object.fromEntries(entries);
}
