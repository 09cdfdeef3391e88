import type { ActiveProfile } from "@k6p/core/operations/active/find-active-profile";

interface Description {
  readonly message: string;
  readonly remedy: readonly string[];
}

/** What k6 would use here and now, in a sentence, with what to type next. */
export function describeActive(active: ActiveProfile): Description {
  const { file, identity, variables } = active;
  const where = variables.length > 0 ? `${variables.join(", ")} in the environment` : file.path;
  switch (active.kind) {
    case "active":
      return { message: `k6 uses profile ${active.profile.name} (${where}).`, remedy: [] };
    case "changed":
      return {
        message: `k6 uses the token of profile ${active.profile.name}, but not its ${active.differences.join(", ")} (${where}).`,
        remedy: [`Put it right: k6p use ${active.profile.name}`],
      };
    case "foreign":
      return {
        message: `k6 uses a token that no profile holds (${identity.stackUrl ?? "no stack"}, ${where})${active.formerly === undefined ? "" : `; before that it was profile ${active.formerly.name}`}.`,
        remedy: [
          ...(active.formerly === undefined ? [] : [`Go back: k6p use ${active.formerly.name}`]),
          ...(variables.includes("K6_CLOUD_TOKEN") ? [] : ["Save it as a profile: k6p profile adopt"]),
        ],
      };
    case "none":
      return { message: `k6 uses no account (${file.path}).`, remedy: ["Choose a profile: k6p use NAME"] };
  }
}
