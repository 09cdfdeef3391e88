import type { Route } from "./route.ts";
import { auth } from "./routes/auth.ts";
import { createLoadTest, listLoadTests, putScript, startLoadTest } from "./routes/load-tests.ts";
import { loadZones } from "./routes/load-zones.ts";
import { projects } from "./routes/projects.ts";
import { getTestRun } from "./routes/test-runs.ts";
import { validateOptions } from "./routes/validate-options.ts";

/** Every operation that k6 2.2 calls for its cloud commands. */
export const ROUTES: readonly Route[] = [
  auth,
  projects,
  loadZones,
  validateOptions,
  listLoadTests,
  createLoadTest,
  putScript,
  startLoadTest,
  getTestRun,
];

/** The operation that a request is for, with the number in its path (NaN where there is none). */
export function findRoute(method: string, path: string): { readonly route: Route; readonly id: number } | undefined {
  for (const route of ROUTES) {
    const match = route.method === method ? new RegExp(`^${route.path.replace("{id}", "(\\d+)")}$`).exec(path) : null;
    if (match !== null) return { route, id: Number(match[1]) };
  }
  return undefined;
}
