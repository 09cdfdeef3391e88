import { execFile } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { command } from "./command.mjs";
import { SetupError } from "./setup-error.mjs";

/**
 * Absolute path of the pnpm that package.json pins: from PATH when it is that version, else fetched by npx. Throws
 * SetupError when it cannot be had.
 * @param {string} root
 * @returns {Promise<string>}
 */
export async function findPnpm(root) {
  const { packageManager } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  const pinned = String(packageManager).replace("pnpm@", "");
  const onPath = pnpmIn(process.env["PATH"] ?? "");
  if (onPath !== undefined && (await output(onPath, ["--version"])) === pinned) return onPath;
  const npxArgs = ["--yes", `--package=pnpm@${pinned}`, "-c", "node -p process.env.PATH"];
  const npxPath = await output("npx", npxArgs, (complaint) => process.stderr.write(complaint));
  const fetched = pnpmIn(npxPath ?? "");
  if (fetched !== undefined && (await output(fetched, ["--version"])) === pinned) return fetched;
  throw new SetupError(
    `pnpm ${pinned} could not be fetched by npx. Is the network up, and is npm installed next to Node?`,
  );
}

/** @param {string} searchPath */
function pnpmIn(searchPath) {
  const names = process.platform === "win32" ? ["pnpm.exe", "pnpm.cmd"] : ["pnpm"];
  return searchPath
    .split(delimiter)
    .filter((folder) => folder !== "")
    .flatMap((folder) => names.map((name) => join(folder, name)))
    .find((candidate) => existsSync(candidate));
}

/**
 * What a program prints, or undefined when it fails. It runs outside the repository, where a pnpm of another version
 * would turn itself into the pinned one; corepack's stand-in for pnpm must not fetch either.
 * @param {string} program
 * @param {string[]} words
 * @param {(complaint: string) => void} [onFailure]
 * @returns {Promise<string | undefined>}
 */
function output(program, words, onFailure = () => {}) {
  const { file, args, shell } = command(program, words);
  const options = { cwd: tmpdir(), env: { ...process.env, COREPACK_ENABLE_NETWORK: "0" }, shell, timeout: 300_000 };
  return new Promise((resolve) => {
    const child = execFile(file, args, options, (error, stdout, stderr) => {
      if (error) onFailure(stderr);
      resolve(error ? undefined : stdout.trim());
    });
    child.stdin?.end();
  });
}
