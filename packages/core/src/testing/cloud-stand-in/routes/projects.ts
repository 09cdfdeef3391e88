import { listPage } from "../list-page.ts";
import type { Route } from "../route.ts";

const CREATED = "2026-01-01T00:00:00.000Z";

export const projects: Route = {
  method: "GET",
  path: "/cloud/v6/projects",
  stackHeader: "x-stack-id",
  validates: true,
  answer(call) {
    const { projects: own, defaultProjectId } = call.account;
    const items = own.map(({ id, name }) => ({
      id,
      name,
      is_default: id === defaultProjectId,
      grafana_folder_uid: null,
      created: CREATED,
      updated: CREATED,
    }));
    return listPage(items, call);
  },
};
