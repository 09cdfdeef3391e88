import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import type { Shell } from "../shells/shell.ts";
import { SHELLS } from "../shells/shells.ts";
import { findProgram } from "./real-parts.ts";

/** A program that is a shell, and where it is on this machine. */
export interface RealShell {
  readonly name: string;
  readonly shell: Shell;
  readonly path: string | undefined;
  readonly isOptional: boolean;
}

/** The programs that tests run; the others that a shell is known by are of the same kind. */
const EXPECTED = new Set(["bash", "zsh", "sh", "dash", "fish", "ksh", "mksh", "elvish", "xonsh"]);
/** Not every system has a package with them. */
const OPTIONAL = new Set(["nu", "pwsh", ...(process.platform === "win32" ? ["powershell"] : [])]);
/** Arguments that make a shell run a text without the user's own files. */
const ARGUMENTS: Readonly<Record<string, readonly string[]>> = {
  elvish: ["-norc", "-c"],
  nu: ["-n", "-c"],
  pwsh: ["-NoProfile", "-NonInteractive", "-Command"],
  powershell: ["-NoProfile", "-NonInteractive", "-Command"],
  xonsh: ["--no-rc", "-c"],
};

/** The shells that tests run, apart from cmd, which has no such way of running a text. */
export const REAL_SHELLS: readonly RealShell[] = SHELLS.flatMap((shell) =>
  shell.programs
    .filter((name) => EXPECTED.has(name) || OPTIONAL.has(name))
    .map((name) => ({ name, shell, path: findShell(name), isOptional: OPTIONAL.has(name) })),
);

/** Path of a shell's program; nushell's comes with a package of npm. On Windows only its own shells count: its bash may be another system's. */
export function findShell(name: string): string | undefined {
  if (name === "nu") return findProgram(name) ?? nushellOfPackage();
  if (process.platform !== "win32") return findProgram(name);
  return ["pwsh", "powershell", "elvish"].includes(name) ? findProgram(`${name}.exe`) : undefined;
}

function nushellOfPackage(): string | undefined {
  const { resolve } = createRequire(createRequire(import.meta.url).resolve("nushell/package.json"));
  try {
    const folder = dirname(resolve(`@nushell/${process.platform}-${process.arch}/package.json`));
    return join(folder, "bin", process.platform === "win32" ? "nu.exe" : "nu");
  } catch {
    return undefined;
  }
}

export type Variables = Readonly<Record<string, string>>;

/** Runs a text in a real shell, with `node` on its PATH, and returns what it printed. Throws when it failed. */
export function runInShell(
  { name, path }: RealShell,
  text: string,
  { folder, env = {} }: { readonly folder: string; readonly env?: Variables },
): { readonly stdout: string; readonly stderr: string } {
  const { PATH = "" } = process.env;
  const { stdout, stderr, status } = spawnSync(path ?? name, [...(ARGUMENTS[name] ?? ["-c"]), text], {
    cwd: folder,
    env: {
      HOME: folder,
      LC_ALL: "C.UTF-8",
      ...variablesOfWindows(),
      // Under load the threads of xonsh lose the output of a command that it captures.
      THREAD_SUBPROCS: "0",
      ...env,
      PATH: [...(env["PATH"] === undefined ? [] : [env["PATH"]]), dirname(process.execPath), PATH].join(delimiter),
    },
    encoding: "utf8",
    timeout: 60_000,
  });
  if (status !== 0) throw new Error(`${name} failed (${status}): ${stderr}`);
  return { stdout, stderr };
}

/** Without these no program runs there. */
function variablesOfWindows(): Variables {
  const names = ["SystemRoot", "PATHEXT", "COMSPEC", "TEMP", "USERPROFILE", "APPDATA", "LOCALAPPDATA"];
  return Object.fromEntries(
    names.flatMap((name) => (process.platform === "win32" && process.env[name] ? [[name, process.env[name]]] : [])),
  );
}

/**
 * Makes a real shell evaluate a text, and returns the environment that its children get then. Throws when the shell complains, or when a
 * file has appeared in its working folder.
 */
export function evaluateInShell(real: RealShell, text: string, env: Variables = {}): Variables {
  const folder = mkdtempSync(join(tmpdir(), "k6p-shell-"));
  try {
    writeFileSync(join(folder, "text"), text);
    writeFileSync(join(folder, "cat.cjs"), "process.stdout.write(require('node:fs').readFileSync('text'))");
    writeFileSync(join(folder, "print.cjs"), "process.stdout.write('ENVIRONMENT' + JSON.stringify(process.env))");
    const home = join(folder, "home");
    mkdirSync(home);
    const lines = `${real.shell.evaluate("node cat.cjs")}\nnode print.cjs`;
    const { stdout, stderr } = runInShell(real, lines, { folder, env: { HOME: home, ...env } });
    if (stderr !== "") throw new Error(`${real.name} complained: ${stderr}`);
    const made = readdirSync(folder).filter((file) => !["text", "cat.cjs", "print.cjs", "home"].includes(file));
    if (made.length > 0) throw new Error(`the text ran something: there is a file ${made.join(", ")}`);
    return JSON.parse(stdout.slice(stdout.indexOf("ENVIRONMENT") + "ENVIRONMENT".length)) as Variables;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
