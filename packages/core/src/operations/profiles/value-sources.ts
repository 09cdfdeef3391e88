import type { Profile } from "../../profiles/profile.ts";
import type { ValueSource } from "../../team-config/team-config.ts";
import { TEAM_SETTINGS, type TeamSetting } from "../../team-config/team-file.ts";
import type { Parts } from "../../engine/engine.ts";

/** Where a value of a profile comes from: a file (for a team profile, with line and column), or Grafana Cloud at login. */
export type SourceOfValue = { readonly file: string } | ValueSource | { readonly from: "Grafana Cloud" };

/** Where each setting of a profile comes from; settings without a value are absent. */
export function valueSources(
  { profiles }: Parts<"profiles">,
  profile: Profile,
): Readonly<Partial<Record<TeamSetting, SourceOfValue>>> {
  const sources = profiles.teamProfile(profile.id)?.definition.sources;
  const isGiven = (key: TeamSetting): boolean => {
    const value = profile[key];
    return value !== undefined && value !== false && !(Array.isArray(value) && value.length === 0);
  };
  const sourceOf = (key: TeamSetting): SourceOfValue | undefined => {
    if (sources === undefined) return { file: profiles.fileOf(profile) };
    const isFilledIn = key === "stackId" || key === "defaultProjectId";
    return sources[key] ?? (isFilledIn ? { from: "Grafana Cloud" } : undefined);
  };
  const entries = TEAM_SETTINGS.filter((key) => isGiven(key) || sources?.[key] !== undefined);
  return Object.fromEntries(
    entries.flatMap((key) => {
      const source = sourceOf(key);
      return source === undefined ? [] : [[key, source]];
    }),
  );
}
