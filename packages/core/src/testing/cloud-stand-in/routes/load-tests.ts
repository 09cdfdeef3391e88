import { refusal } from "../answer.ts";
import { listPage } from "../list-page.ts";
import type { Route, RouteCall } from "../route.ts";
import { describeTestRun } from "../test-run.ts";

const project = { path: "/cloud/v6/projects/{id}/load_tests", stackHeader: "x-stack-id", validates: true } as const;

export const listLoadTests: Route = {
  ...project,
  method: "GET",
  answer(call) {
    if (!ownsProject(call)) return refusal(404, "No such project", "id");
    const items = call.state.loadTests.filter((test) => test.project_id === call.id);
    return listPage(items, call);
  },
};

export const createLoadTest: Route = {
  ...project,
  method: "POST",
  answer(call) {
    if (!ownsProject(call)) return refusal(404, "No such project", "id");
    const name = nameInForm(call.request.body);
    if (name === undefined || name.length > 300) return refusal(400, "The name must have 1 to 300 characters", "name");
    if (call.state.loadTests.some((test) => test.project_id === call.id && test.name === name)) {
      return refusal(409, "The project has a test of this name", "name");
    }
    return { status: 201, body: call.state.addLoadTest(call.id, name) };
  },
};

export const putScript: Route = {
  method: "PUT",
  path: "/cloud/v6/load_tests/{id}/script",
  stackHeader: "x-stack-id",
  validates: true,
  answer: (call) => (findLoadTest(call) === undefined ? refusal(404, "No such test", "id") : { status: 204 }),
};

export const startLoadTest: Route = {
  method: "POST",
  path: "/cloud/v6/load_tests/{id}/start",
  stackHeader: "x-stack-id",
  validates: false,
  answer(call) {
    const test = findLoadTest(call);
    if (test === undefined) return refusal(404, "No such test", "id");
    const id = call.state.addTestRun(test);
    const page = `${call.account.stackUrl}/a/k6-app/runs/${id}`;
    return { status: 200, body: { ...describeTestRun(id, test, "created"), test_run_details_page_url: page } };
  },
};

function ownsProject({ account, id }: RouteCall): boolean {
  return account.projects.some((candidate) => candidate.id === id);
}

function findLoadTest({ state, id }: RouteCall) {
  return state.loadTests.find((test) => test.id === id);
}

/** The field `name` of a multipart form. */
function nameInForm(body: string): string | undefined {
  return /form-data; name="name"\r\n\r\n([^\r\n]+)\r\n/.exec(body)?.[1];
}
