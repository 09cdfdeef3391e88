import { existsSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { build } from "rolldown";
import config from "../rolldown.config.ts";
import { buildHelpTexts } from "./build-help-texts.ts";
import { buildHotPrograms } from "./build-hot-programs.ts";

const APP = join(import.meta.dirname, "..");
const DIST = join(APP, "dist");

/** Builds the program and puts it in place at once, so that nothing that runs meanwhile sees half of it. */
export async function buildProgram(): Promise<void> {
  const fresh = join(APP, "build", `new-${process.pid}`);
  const previous = join(APP, "build", `old-${process.pid}`);
  const helpTexts = await buildHelpTexts(fresh);
  const cold = await buildHotPrograms(fresh, helpTexts);
  await build({
    ...config,
    input: { ...config.input, ...cold },
    output: { ...config.output, dir: fresh, cleanDir: false },
  });
  if (existsSync(DIST)) renameSync(DIST, previous);
  renameSync(fresh, DIST);
  rmSync(previous, { recursive: true, force: true });
}
