import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { fetchPinned } from "../../pinned/fetch-pinned.ts";
import { PINNED } from "../../pinned/pinned-packages.ts";
import type { Target } from "./targets.ts";

const DEADLINE_MS = 240_000;

/**
 * Builds the program of a target into `folder` and returns its path. Runs on Linux x64, for every target. Throws when a part cannot be fetched or
 * the build fails.
 */
export function buildProgram(root: string, target: Target, folder: string): string {
  const program = join(folder, target.program);
  const stage = mkdtempSync(join(tmpdir(), "k6p-program-"));
  try {
    run(process.execPath, [join(root, "apps/k6p/scripts/build-standalone.ts"), stage], root);
    putKeyring(stage, target);
    mkdirSync(folder, { recursive: true });
    const words = [
      "build",
      "--compile",
      "--minify",
      "--bytecode",
      "--format=cjs",
      // A program must not obey files of the folder that it is called in.
      "--no-compile-autoload-dotenv",
      "--no-compile-autoload-bunfig",
      `--target=${target.bun}`,
      `--compile-executable-path=${runtimeOf(target)}`,
      "--external=typescript",
      `--outfile=${program}`,
      join(stage, "k6p.cjs"),
    ];
    run(runtimeOf({ ...target, runtime: "bun-linux-x64" }), words, stage);
  } finally {
    rmSync(stage, { recursive: true });
  }
  return program;
}

/** The module's loader asks for the native part of the system it runs on; only that of the target is there. */
function putKeyring(stage: string, target: Target): void {
  const folder = join(stage, "node_modules", "@napi-rs");
  const native = PINNED[target.keyring].package.replace(/^@napi-rs\/|@[^@]*$/g, "");
  cpSync(fetchPinned("keyring"), join(folder, "keyring"), { recursive: true });
  cpSync(fetchPinned(target.keyring), join(folder, basename(native)), { recursive: true });
}

function runtimeOf({ runtime }: Pick<Target, "runtime">): string {
  const bin = join(fetchPinned(runtime), "bin");
  const program = readdirSync(bin).find((name) => /^bun(\.exe)?$/.test(name));
  if (program === undefined) throw new Error(`${bin} holds no bun`);
  return join(bin, program);
}

function run(program: string, words: readonly string[], cwd: string): void {
  const { status, stderr, error } = spawnSync(program, words, { cwd, encoding: "utf8", timeout: DEADLINE_MS });
  if (status !== 0) throw new Error(`${program} ${words.join(" ")} failed:\n${error?.message ?? stderr}`);
}
