import { choice, flag, integer, text } from "../frame/parameters.ts";

/** The settings of a profile that `add`, `edit` and `copy` have in common. */
export const PROFILE_FLAGS = {
  stackId: integer({
    summary: "ID of the stack; by default looked up when the token is checked",
    label: "ID",
    min: 1,
  }),
  project: text({
    summary: "ID or name of the project for scripts that set none; by default the stack's default project",
    label: "PROJECT",
  }),
  tokenKind: choice({
    summary: "Kind of token; a stack token needs a project",
    options: ["personal", "stack"],
    label: "KIND",
  }),
  host: text({ summary: "Ingest host instead of Grafana's", label: "URL" }),
  hostv6: text({ summary: "API host instead of Grafana's", label: "URL" }),
  description: text({ summary: "What the profile is for", label: "TEXT" }),
  protected: flag({
    summary: "Ask before k6 uses the profile, and require --force to change or remove it",
    negatable: true,
    exclusive: ["protectedChange"],
  }),
  protectedChange: flag({ summary: "Only require --force to change or remove the profile", exclusive: ["protected"] }),
} as const;

/** The protection that the two flags ask for; undefined without them. */
export function protectionOf(flags: {
  readonly protected: boolean | undefined;
  readonly protectedChange: boolean;
}): boolean | "change" | undefined {
  return flags.protectedChange ? "change" : flags.protected;
}
