import { existsSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { build } from "rolldown";
import config from "../rolldown.config.ts";

const APP = join(import.meta.dirname, "..");
const DIST = join(APP, "dist");

/** Builds the program and puts it in place at once, so that nothing that runs meanwhile sees half of it. */
export async function buildProgram(): Promise<void> {
  const fresh = join(APP, "build", `new-${process.pid}`);
  const previous = join(APP, "build", `old-${process.pid}`);
  await build({ ...config, output: { ...config.output, dir: fresh } });
  if (existsSync(DIST)) renameSync(DIST, previous);
  renameSync(fresh, DIST);
  rmSync(previous, { recursive: true, force: true });
}
