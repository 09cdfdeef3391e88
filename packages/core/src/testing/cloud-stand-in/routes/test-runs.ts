import { refusal } from "../answer.ts";
import type { Route } from "../route.ts";
import { describeTestRun } from "../test-run.ts";

/** A run is over as soon as somebody looks, so that k6 need not wait. */
export const getTestRun: Route = {
  method: "GET",
  path: "/cloud/v6/test_runs/{id}",
  stackHeader: "x-stack-id",
  validates: false,
  answer({ state, id }) {
    const test = state.testRuns.get(id);
    if (test === undefined) return refusal(404, "No such test run", "id");
    return { status: 200, body: describeTestRun(id, test, "completed") };
  },
};
