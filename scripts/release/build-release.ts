// Makes the files of a release in build/release and publishes nothing: node build-release.ts [TARGET…]; every target unless some are named.
import { join } from "node:path";
import { makeRelease } from "./make-release.ts";
import { TARGETS } from "./standalone/targets.ts";

const root = join(import.meta.dirname, "../..");
const asked = process.argv.slice(2);
const unknown = asked.filter((id) => !TARGETS.some((target) => target.id === id));
if (unknown.length > 0) throw new Error(`no such target: ${unknown.join(", ")}`);
const folder = join(root, "build/release");
makeRelease(root, asked.length === 0 ? TARGETS : TARGETS.filter(({ id }) => asked.includes(id)), folder);
process.stdout.write(`${folder}\n`);
