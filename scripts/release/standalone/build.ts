// Builds the program that needs no Node: node build.ts [TARGET] [FOLDER]
import { join } from "node:path";
import { buildProgram } from "./build-program.ts";
import { TARGETS } from "./targets.ts";

const root = join(import.meta.dirname, "../../..");
const [id = "linux-x64", folder = join(root, "build", "programs", id)] = process.argv.slice(2);
const target = TARGETS.find((candidate) => candidate.id === id);
if (target === undefined)
  throw new Error(`no such target: ${id}; there are ${TARGETS.map((each) => each.id).join(", ")}`);
process.stdout.write(`${buildProgram(root, target, folder)}\n`);
