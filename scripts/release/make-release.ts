import { copyFileSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { buildArchive } from "./assets/build-archive.ts";
import { billOfMaterials } from "./bill-of-materials.ts";
import { buildDeb } from "./linux/build-deb.ts";
import { buildRpm } from "./linux/build-rpm.ts";
import { homebrewFormula } from "./manifests/homebrew.ts";
import { scoopManifest } from "./manifests/scoop.ts";
import { wingetManifests } from "./manifests/winget.ts";
import { packK6p } from "./npm/pack-k6p.ts";
import { releaseFacts, sha256 } from "./release-facts.ts";
import { buildProgram } from "./standalone/build-program.ts";
import { type Target, TARGETS } from "./standalone/targets.ts";

const SYSTEMS = {
  "linux-x64": { deb: "amd64", rpm: "x86_64" },
  "linux-arm64": { deb: "arm64", rpm: "aarch64" },
} as const;

/**
 * Makes everything that a release consists of in `folder`: archives of the programs for `targets`, packages for Linux, the package for npm,
 * `checksums.txt`, the bill of materials and the installer; when every target is there, also the manifests for package managers, in `manifests/`.
 * Runs on Debian for x64, and publishes nothing. Throws when a step fails.
 */
export function makeRelease(root: string, targets: readonly Target[], folder: string): void {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const work = join(folder, "programs");
  const facts = releaseFacts(root, folder);
  const programs = targets.map((target) => ({ target, program: buildProgram(root, target, join(work, target.id)) }));
  const [own] = programs;
  if (own?.target.id !== "linux-x64") throw new Error("the program for this system, linux-x64, comes first");
  for (const { target, program } of programs) {
    buildArchive(root, { target, program }, folder);
    if (target.id !== "linux-x64" && target.id !== "linux-arm64") continue;
    const parts = { root, program, runnable: own.program, version: facts.version };
    buildDeb({ ...parts, architecture: SYSTEMS[target.id].deb }, folder);
    buildRpm({ ...parts, architecture: SYSTEMS[target.id].rpm }, folder);
  }
  rmSync(work, { recursive: true });
  packK6p(root, folder);
  copyFileSync(join(root, "install.sh"), join(folder, "install.sh"));
  const notices = readFileSync(join(root, "apps/k6p/dist/THIRD-PARTY-NOTICES.txt"), "utf8");
  writeFileSync(join(folder, "k6p.cdx.json"), billOfMaterials(facts.version, notices));
  writeFileSync(join(folder, "checksums.txt"), checksums(folder));
  if (targets.length === TARGETS.length) writeManifests(facts, join(folder, "manifests"));
}

function checksums(folder: string): string {
  const names = readdirSync(folder)
    .filter((name) => name !== "checksums.txt")
    .toSorted();
  return names.map((name) => `${sha256(readFileSync(join(folder, name)))}  ${name}\n`).join("");
}

function writeManifests(facts: ReturnType<typeof releaseFacts>, folder: string): void {
  const files = { "k6p.rb": homebrewFormula(facts), "k6p.json": scoopManifest(facts), ...wingetManifests(facts) };
  mkdirSync(folder);
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
}
