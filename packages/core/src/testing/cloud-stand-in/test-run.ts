import type { LoadTest } from "./cloud-state.ts";

/** A test run as the API shows it. */
export function describeTestRun(
  id: number,
  test: LoadTest,
  status: "created" | "completed",
): Readonly<Record<string, unknown>> {
  const now = new Date().toISOString();
  const isOver = status === "completed";
  return {
    id,
    test_id: test.id,
    project_id: test.project_id,
    started_by: null,
    created: now,
    ended: isOver ? now : null,
    note: "",
    retention_expiry: null,
    cost: null,
    status,
    status_details: { type: status, entered: now },
    status_history: [{ type: status, entered: now }],
    distribution: null,
    result: isOver ? "passed" : null,
    result_details: isOver ? { type: "passed" } : null,
    options: null,
    k6_dependencies: {},
    k6_versions: {},
    max_vus: null,
    max_browser_vus: null,
    estimated_duration: null,
    execution_duration: 0,
    is_starred: false,
  };
}
