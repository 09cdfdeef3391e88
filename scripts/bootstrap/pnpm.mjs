import { execFile } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { SetupError } from "./setup-error.mjs";

const onWindows = process.platform === "win32";

/**
 * Absolute path of the pnpm that package.json pins: from PATH when it is that version, else fetched by npx. Throws SetupError when it cannot be had.
 * @param {string} root
 * @returns {Promise<string>}
 */
export async function findPnpm(root) {
  const pinned = String(JSON.parse(readFileSync(join(root, "package.json"), "utf8")).packageManager).replace(
    "pnpm@",
    "",
  );
  const onPath = pnpmIn(process.env["PATH"] ?? "");
  if (onPath !== undefined && (await output(onPath, ["--version"])) === pinned) return onPath;
  const npxPath = await output("npx", [
    "--yes",
    `--package=pnpm@${pinned}`,
    "-c",
    `${quoted(process.execPath)} -p process.env.PATH`,
  ]);
  const fetched = pnpmIn(npxPath ?? "");
  if (fetched !== undefined && (await output(fetched, ["--version"])) === pinned) return fetched;
  throw new SetupError(
    `pnpm ${pinned} could not be fetched by npx. Is the network up, and is npm installed beside Node?`,
  );
}

/** @param {string} searchPath */
function pnpmIn(searchPath) {
  const names = onWindows ? ["pnpm.exe", "pnpm.cmd"] : ["pnpm"];
  return searchPath
    .split(delimiter)
    .filter((folder) => folder !== "")
    .flatMap((folder) => names.map((name) => join(folder, name)))
    .find((candidate) => existsSync(candidate));
}

/**
 * What a program prints, or undefined when it fails. It runs outside the repository, where a pnpm of another version would turn itself into the
 * pinned one; corepack's stand-in for pnpm must not fetch either.
 * @param {string} program
 * @param {string[]} args
 * @returns {Promise<string | undefined>}
 */
function output(program, args) {
  const [file, words] = onWindows ? [quoted(program), args.map(quoted)] : [program, args];
  const options = {
    cwd: tmpdir(),
    env: { ...process.env, COREPACK_ENABLE_NETWORK: "0" },
    shell: onWindows,
    timeout: 300_000,
  };
  return new Promise((resolve) => {
    const child = execFile(file, words, options, (error, stdout) => resolve(error ? undefined : stdout.trim()));
    child.stdin?.end();
  });
}

/** @param {string} word */
function quoted(word) {
  return /^[\w@:=./\\-]+$/.test(word) ? word : `"${word}"`;
}
