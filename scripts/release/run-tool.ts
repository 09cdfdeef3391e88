import { spawnSync } from "node:child_process";

const DEADLINE_MS = 600_000;

/** What a program of the system prints. Throws with its complaint when it fails. */
export function runTool(program: string, words: readonly string[], options: { readonly cwd?: string } = {}): string {
  const { status, stdout, stderr, error } = spawnSync(program, words, {
    ...options,
    encoding: "utf8",
    timeout: DEADLINE_MS,
    maxBuffer: 64 * 1024 * 1024,
  });
  if (status !== 0) throw new Error(`${program} ${words.join(" ")} failed:\n${error?.message ?? `${stdout}${stderr}`}`);
  return stdout;
}
