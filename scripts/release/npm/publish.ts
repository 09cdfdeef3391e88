// Publishes the package unless its version is there already, and tags it: node publish.ts [--dry-run]. The file that is published is the one that
// `npm run pack` makes.
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { packK6p } from "./pack-k6p.ts";

const root = join(import.meta.dirname, "../../..");
const dryRun = process.argv.includes("--dry-run");
const { version } = JSON.parse(readFileSync(join(root, "apps/k6p/package.json"), "utf8")) as {
  readonly version: string;
};

const known = spawnSync("npm", ["view", `k6p@${version}`, "version"], { encoding: "utf8" });
if (known.status === 0 && known.stdout.trim() === version && !dryRun) {
  process.stdout.write(`k6p ${version} is published already\n`);
} else {
  const { file } = packK6p(root, join(root, "build"));
  const words = ["publish", file, "--access", "public", ...(dryRun ? ["--dry-run"] : ["--provenance"])];
  if (spawnSync("npm", words, { stdio: "inherit" }).status !== 0) throw new Error("npm did not publish");
  // changesets' action makes a release of every tag that it reads in the output.
  if (!dryRun && spawnSync("pnpm", ["exec", "changeset", "tag"], { cwd: root, stdio: "inherit" }).status !== 0) {
    throw new Error("the version could not be tagged");
  }
}
