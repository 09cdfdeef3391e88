import { existsSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { build } from "rolldown";
import config from "../rolldown.config.ts";
import { buildHelpTexts } from "./build-help-texts.ts";
import { buildHotPrograms } from "./build-hot-programs.ts";

const APP = join(import.meta.dirname, "..");
const DIST = join(APP, "dist");

/**
 * The program with every command comes in few files: the libraries that only some commands need, and the rest. A command that is run often has a
 * file of its own, so that nothing of this is loaded for it.
 */
const GROUPS = [
  ...config.output.codeSplitting.groups,
  { name: "oclif", test: /node_modules[\\/]@oclif[\\/]|[\\/]src[\\/]oclif[\\/]/ },
  { name: "yaml", test: /node_modules[\\/]yaml[\\/]/ },
  { name: "questions", test: /node_modules[\\/]@inquirer[\\/]/ },
  { name: "commands", test: /[\\/](?:packages[\\/]core|apps[\\/]k6p)[\\/]src[\\/]/ },
];

/** Builds the program and puts it in place at once, so that nothing that runs meanwhile sees half of it. */
export async function buildProgram(): Promise<void> {
  const fresh = join(APP, "build", `new-${process.pid}`);
  const previous = join(APP, "build", `old-${process.pid}`);
  const helpTexts = await buildHelpTexts(fresh);
  const cold = await buildHotPrograms(fresh, helpTexts);
  await build({
    ...config,
    input: { ...config.input, ...cold },
    output: {
      ...config.output,
      dir: fresh,
      cleanDir: false,
      minify: true,
      strictExecutionOrder: true,
      codeSplitting: { groups: GROUPS },
    },
  });
  if (existsSync(DIST)) renameSync(DIST, previous);
  renameSync(fresh, DIST);
  rmSync(previous, { recursive: true, force: true });
}
