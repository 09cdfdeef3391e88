import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { findProgram } from "./real-parts.ts";
import type { Shell } from "../shells/shell.ts";
import { SHELLS } from "../shells/shells.ts";

/** A program that is a shell, and where it is on this machine. */
export interface RealShell {
  readonly name: string;
  readonly shell: Shell;
  readonly path: string | undefined;
  /** No machine has every one of them. */
  readonly isOptional: boolean;
}

const EXPECTED = new Set(["bash", "zsh", "sh", "dash", "fish", "ksh", "mksh", "nu", "elvish", "xonsh"]);
/** Arguments that make a shell run a text and none of the user's own files. */
const ARGUMENTS: Readonly<Record<string, readonly string[]>> = {
  elvish: ["-norc", "-c"],
  nu: ["-n", "-c"],
  pwsh: ["-NoProfile", "-NonInteractive", "-Command"],
  powershell: ["-NoProfile", "-NonInteractive", "-Command"],
  xonsh: ["--no-rc", "-c"],
};

/** Every shell that k6p knows, by each of its programs; cmd can be run on Windows alone. */
export const REAL_SHELLS: readonly RealShell[] = SHELLS.flatMap((shell) =>
  shell.programs
    .filter((name) => name !== "busybox" && shell.id !== "cmd")
    .map((name) => ({ name, shell, path: findShell(name), isOptional: !EXPECTED.has(name) })),
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

/**
 * Makes a real shell evaluate a text, in an environment that holds nothing but `env`, and returns the environment that its children
 * get then. Throws when the shell complains, or when a file appeared in its working folder.
 */
export function evaluateInShell({ name, shell, path }: RealShell, text: string, env: Variables = {}): Variables {
  const folder = mkdtempSync(join(tmpdir(), "k6p-shell-"));
  try {
    writeFileSync(join(folder, "text"), text);
    writeFileSync(join(folder, "cat.cjs"), "process.stdout.write(require('node:fs').readFileSync('text'))");
    writeFileSync(join(folder, "print.cjs"), "process.stdout.write('ENVIRONMENT' + JSON.stringify(process.env))");
    mkdirSync(join(folder, "home"));
    const { stdout, stderr, status } = spawnSync(
      path ?? name,
      [...(ARGUMENTS[name] ?? ["-c"]), `${shell.evaluate("node cat.cjs")}\nnode print.cjs`],
      { cwd: folder, env: { ...necessary(join(folder, "home")), ...env }, encoding: "utf8" },
    );
    if (status !== 0 || stderr !== "") throw new Error(`${name} complained (${status}): ${stderr}`);
    const made = readdirSync(folder).filter((file) => !["text", "cat.cjs", "print.cjs", "home"].includes(file));
    if (made.length > 0) throw new Error(`the text ran something: there is a file ${made.join(", ")}`);
    return JSON.parse(stdout.slice(stdout.indexOf("ENVIRONMENT") + "ENVIRONMENT".length)) as Variables;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function necessary(home: string): Variables {
  const { PATH = "", SystemRoot } = process.env;
  const node = dirname(process.execPath);
  return {
    PATH: `${node}${process.platform === "win32" ? ";" : ":"}${PATH}`,
    HOME: home,
    LC_ALL: "C.UTF-8",
    ...(SystemRoot === undefined ? {} : { SystemRoot }),
  };
}
