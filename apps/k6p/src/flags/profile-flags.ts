import { choice, flag, integer, text } from "../frame/parameters.ts";

/** Settings of a profile that `add`, `edit` and `copy` take alike. */
export const PROFILE_FLAGS = {
  stackId: integer({
    summary: "ID of the stack; Grafana Cloud tells it when the token is checked",
    label: "ID",
    min: 1,
  }),
  project: text({
    summary: "Project, by ID or name, for scripts that name none; the stack's default project if left out",
    label: "PROJECT",
  }),
  tokenKind: choice({
    summary: "Kind of the token; a stack token needs a project",
    options: ["personal", "stack"],
    label: "KIND",
  }),
  host: text({ summary: "Ingest host instead of Grafana's", label: "URL" }),
  hostv6: text({ summary: "API host instead of Grafana's", label: "URL" }),
  description: text({ summary: "What the profile is for", label: "TEXT" }),
  protected: flag({ summary: "Guard the profile against change and removal without --force", negatable: true }),
} as const;
