import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { stripVTControlCharacters } from "node:util";

export interface ScriptRun {
  readonly name: string;
  /** Written behind the script's own words. */
  readonly extra?: string;
  readonly env?: NodeJS.ProcessEnv;
  /** Gets everything that is printed, as it comes, and without colours where our own output is no terminal. */
  readonly onOutput: (text: string) => void;
}

/**
 * Runs a script of the root's package.json as pnpm would, in the current folder; true when it succeeds. Throws when
 * there is no such script.
 */
export async function runScript({ name, extra = "", env = {}, onOutput }: ScriptRun): Promise<boolean> {
  const manifest: unknown = JSON.parse(readFileSync("package.json", "utf8"));
  const scripts = (manifest as { scripts: Readonly<Record<string, string>> }).scripts;
  const command = scripts[name];
  if (command === undefined) throw new Error(`package.json has no script "${name}"`);
  const child = spawn(`${command} ${extra}`.trim(), {
    shell: true,
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...process.env, ...env },
  });
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8");
    stream.on("data", (text: string) => onOutput(process.stdout.isTTY ? text : stripVTControlCharacters(text)));
  }
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code) => resolve(code === 0));
  });
}
