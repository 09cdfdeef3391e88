import type { Route } from "../route.ts";

export const auth: Route = {
  method: "GET",
  path: "/cloud/v6/auth",
  stackHeader: "x-stack-url",
  validates: false,
  answer: ({ account }) => ({
    status: 200,
    body: { stack_id: account.stackId, default_project_id: account.defaultProjectId },
  }),
};
