import { type Finding, note } from "./finding.ts";
import { fromPlace, named } from "./say-place.ts";
import { sendsStack, type Situation } from "./situation.ts";

/** Whether the project is the profile's, another one that you chose for it, or that of another profile. */
export function projectFindings(situation: Situation): readonly Finding[] {
  const { fields, file, owner, words } = situation;
  const { projectId, defaultProjectId } = fields;
  if (owner === undefined || words.command === "cloud-login" || words.command === "other") return [];
  if (projectId.value === undefined) {
    if (defaultProjectId.belongs || !sendsStack(situation)) return [];
    const project =
      defaultProjectId.value === undefined
        ? "k6 has no default project"
        : `The default project ${named(defaultProjectId)} is ${fromPlace(defaultProjectId, file)}`;
    const message = `${project}, but the token is ${owner.name}'s.`;
    return [note("other-default-project", "mixed", { field: "defaultProjectId", message })];
  }
  if (projectId.value === owner.identity.defaultProjectId) return [];
  const message = `The project ${named(projectId)} is ${fromPlace(projectId, file)}; the default of ${owner.name} is ${owner.identity.defaultProjectId ?? "none"}.`;
  const isAnothers = projectId.profile !== undefined && projectId.profile !== owner.name;
  if (isAnothers) return [note("other-project", "mixed", { field: "projectId", message })];
  const isLeftOver = projectId.source === "config" || projectId.source === "config-options";
  return [note("project-chosen", isLeftOver ? "mixed" : "info", { field: "projectId", message })];
}
