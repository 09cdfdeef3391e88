import type { Check } from "./check.ts";

/** A file of a profile that was copied by hand has the id of the original, and so its token. */
export const checkDuplicateIds: Check = {
  id: "duplicate-ids",
  title: "Profiles that share an ID",
  async run({ ownProfiles }) {
    const names = new Map<string, string[]>();
    for (const { id, name } of ownProfiles.list().profiles) names.set(id, [...(names.get(id) ?? []), name]);
    const findings = [...names.values()]
      .filter((shared) => shared.length > 1)
      .map((shared) => ({
        code: "duplicate-id",
        level: "warning" as const,
        message: `Profiles ${shared.join(", ")} have the same ID, so they share one token: a file was copied by hand.`,
        remedy: [
          `Remove all but one of: ${shared.map((name) => ownProfiles.pathOf(name)).join(", ")}`,
          `Then make a real copy: k6p profile copy ${shared[0] ?? "NAME"} NEW`,
        ],
      }));
    return { findings };
  },
};
