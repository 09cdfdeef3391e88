import type { ActiveProfile } from "@k6p/core/operations/active/find-active-profile";

interface Description {
  readonly message: string;
  readonly remedy: readonly string[];
}

/** What k6 uses now, as `--json` shows it. */
export function activeJson(active: ActiveProfile) {
  return {
    kind: active.kind,
    profile: active.kind === "active" || active.kind === "changed" ? active.profile.name : null,
    file: active.file.path,
    variables: active.variables,
    differences: active.kind === "changed" ? active.differences : [],
    stackUrl: active.identity.stackUrl ?? null,
    stackId: active.identity.stackId ?? null,
    projectId: active.projectId ?? active.identity.defaultProjectId ?? null,
    findings: active.outlook.findings.map(({ code, level, message, remedy }) => ({ code, level, message, remedy })),
  };
}

/** Describes in one sentence what k6 uses now, with the commands to type next. */
export function describeActive(active: ActiveProfile): Description {
  const { file, identity, variables } = active;
  const where = variables.length > 0 ? `${variables.join(", ")} in the environment` : file.path;
  switch (active.kind) {
    case "active":
      return { message: `k6 uses profile ${active.profile.name} (${where}).`, remedy: [] };
    case "changed":
      return {
        message: `k6 uses the token of profile ${active.profile.name}, but a different ${active.differences.join(", ")} (${where}). ${active.findings.map(({ message }) => message).join(" ")}`,
        remedy: [...new Set(active.findings.flatMap(({ remedy }) => remedy))],
      };
    case "foreign":
      return {
        message: `k6 uses a token that belongs to no profile (${identity.stackUrl ?? "no stack"}, ${where})${active.previous === undefined ? "" : `; previously it used profile ${active.previous.name}`}.`,
        remedy: [
          ...(active.previous === undefined ? [] : [`To go back: k6p use ${active.previous.name}`]),
          ...(variables.includes("K6_CLOUD_TOKEN") ? [] : ["To save it as a profile: k6p profile adopt"]),
        ],
      };
    case "none":
      return { message: `k6 uses no account (${file.path}).`, remedy: ["To choose a profile: k6p use NAME"] };
  }
}
