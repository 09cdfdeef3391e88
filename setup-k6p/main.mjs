// The action: installs k6p from npm, puts it on PATH and, for a profile, lets k6p write the variables for the following steps. It has no
// dependencies, so that what runs is what can be read here.
import { spawnSync } from "node:child_process";
import { appendFileSync, mkdirSync } from "node:fs";
import { delimiter, join, resolve } from "node:path";

const isWindows = process.platform === "win32";

/** @param {string} name */
const input = (name) => (process.env[`INPUT_${name.toUpperCase()}`] ?? "").trim();

/**
 * Adds a line to one of the files by which a step talks to the runner.
 * @param {"GITHUB_PATH" | "GITHUB_ENV" | "GITHUB_OUTPUT"} file
 * @param {string} line
 */
function tellRunner(file, line) {
  const path = process.env[file];
  if (path !== undefined && path !== "") appendFileSync(path, `${line}\n`);
}

/** @param {string} text */
const escaped = (text) => text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");

/**
 * Hides a secret in everything that the runner logs, line by line, as it compares lines.
 * @param {string} secret
 */
function hide(secret) {
  for (const line of secret.split(/\r?\n/)) if (line !== "") process.stdout.write(`::add-mask::${escaped(line)}\n`);
}

/** @param {string} message @returns {never} */
function fail(message) {
  process.stdout.write(`::error title=setup-k6p::${escaped(message)}\n`);
  process.exit(1);
}

/**
 * @param {string} program
 * @param {string[]} words
 * @param {import("node:child_process").SpawnSyncOptions} options
 */
function run(program, words, options) {
  // npm and what it installs are batch files on Windows, which only the shell starts; no word holds anything of a user's there but a version.
  const file = isWindows ? `"${program}"` : program;
  return spawnSync(file, words, { encoding: "utf8", shell: isWindows, timeout: 300_000, ...options });
}

/** @param {string} version */
function install(version) {
  if (!/^[\w.@:/\\~+-]+$/.test(version)) fail(`"${version}" is not a version of k6p.`);
  const prefix = join(process.env["RUNNER_TEMP"] || ".", "setup-k6p");
  mkdirSync(prefix, { recursive: true });
  const wanted = /[/\\]/.test(version) ? version : `k6p@${version.replace(/^v/, "")}`;
  const words = ["install", "--global", "--prefix", prefix, "--ignore-scripts", "--no-fund", "--no-audit", wanted];
  const { status, stderr } = run("npm", words, {});
  if (status !== 0) fail(`npm could not install ${wanted}:\n${String(stderr)}`);
  return isWindows ? prefix : join(prefix, "bin");
}

/** The variable by which k6p takes the token of a profile. @param {string} profile */
const tokenVariable = (profile) =>
  `K6P_TOKEN_${profile
    .replace(/^.*\//, "")
    .toUpperCase()
    .replaceAll(/[^A-Z0-9]/g, "_")}`;

const profile = input("profile");
const secrets = { token: input("token"), ageIdentity: input("age-identity") };
hide(secrets.token);
hide(secrets.ageIdentity);

const bin = install(input("version") || "latest");
const k6p = join(bin, isWindows ? "k6p.cmd" : "k6p");
const env = {
  ...process.env,
  PATH: [bin, process.env["PATH"]].join(delimiter),
  ...(secrets.token === "" ? {} : { [tokenVariable(profile)]: secrets.token }),
  ...(secrets.ageIdentity === "" ? {} : { K6P_AGE_IDENTITY: secrets.ageIdentity }),
};

const version = run(k6p, ["--version"], { env });
if (version.status !== 0) fail(`k6p does not run here:\n${String(version.stderr)}`);
process.stdout.write(String(version.stdout));
tellRunner("GITHUB_OUTPUT", `version=${String(version.stdout).trim().replace(/^k6p /, "")}`);
tellRunner("GITHUB_PATH", bin);

if (profile !== "") {
  if (!/^[\w.\-/]+$/.test(profile)) fail(`"${profile}" is not the name of a profile.`);
  const cwd = resolve(input("working-directory") || ".");
  if (input("export") === "false") tellRunner("GITHUB_ENV", `K6P_PROFILE=${profile}`);
  else {
    // k6p adds the variables to the runner's file itself, and prints nothing but the commands that hide them.
    const ran = run(k6p, ["env", profile, "--format", "github"], { env, cwd, stdio: ["ignore", "inherit", "pipe"] });
    if (ran.status !== 0) fail(String(ran.stderr).trim() || `k6p env ended with ${ran.status}`);
    process.stderr.write(String(ran.stderr));
  }
} else if (secrets.token !== "" || secrets.ageIdentity !== "")
  fail("A token or key needs the name of a profile: with: profile: NAME");
