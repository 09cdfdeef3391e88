import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { expect } from "vitest";
import { runInProcess } from "./run-in-process.ts";
import { throwAwayHome } from "./run-k6p.ts";

/** Tells every command in the home to keep tokens in the file vault. */
export const VAULT = { K6P_STORE: "file" } as const;

export interface TestProfile {
  readonly name: string;
  readonly stackId: number;
  readonly project?: number;
}

/** The token that `makeProfileHome` gives a profile. */
export function tokenOf(name: string): string {
  return `token-of-${name}-0123456789`;
}

/** A home with profiles that were added through the program, unverified, in the file vault. */
export async function makeProfileHome(profiles: readonly TestProfile[]): Promise<string> {
  const home = throwAwayHome();
  for (const { name, stackId, project } of profiles) {
    const flags = [
      "--stack",
      name,
      "--stack-id",
      `${stackId}`,
      ...(project === undefined ? [] : ["--project", `${project}`]),
    ];
    const added = await runInProcess(["profile", "add", name, ...flags, "--no-verify", "--token-stdin"], {
      home,
      env: VAULT,
      stdin: tokenOf(name),
    });
    expect(added.code, added.stderr).toBe(0);
  }
  return home;
}

/** Private files of shells and commands that are in the home now. */
export function privateFiles(home: string): readonly string[] {
  const runtime = join(home, ".k6p", "run");
  return existsSync(runtime) ? readdirSync(runtime) : [];
}
