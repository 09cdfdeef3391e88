import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { TestProject } from "vitest/node";
import { buildProgram } from "../scripts/build-program.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** Why the program could not be built; empty when it could. */
    buildFailure: string;
  }
}

const app = fileURLToPath(new URL("../", import.meta.url));

/** Builds the program once before the tests when its sources have changed. */
export async function setup(project: TestProject): Promise<void> {
  project.provide("buildFailure", await buildWhenStale());
}

async function buildWhenStale(): Promise<string> {
  const sources = [join(app, "src"), join(app, "../../packages/core/src"), join(app, "rolldown.config.ts")];
  if (newest(sources) < timeOf(join(app, "dist", "k6p.cjs"))) return "";
  try {
    await buildProgram();
    return "";
  } catch (error) {
    return String(error);
  }
}

function newest(paths: readonly string[]): number {
  return Math.max(...paths.map((path) => (statSync(path).isDirectory() ? newest(entries(path)) : timeOf(path))));
}

function entries(directory: string): readonly string[] {
  return readdirSync(directory).map((name) => join(directory, name));
}

function timeOf(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;
}
