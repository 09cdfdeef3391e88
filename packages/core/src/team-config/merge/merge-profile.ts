import type { ProfileSettings } from "../../profiles/profile.ts";
import { isGrafanaHost, isGrafanaStack } from "../../cloud-api/grafana-hosts.ts";
import type { SensitiveValue, TeamProfile, ValueSource } from "../team-config.ts";
import { type ProfileDefinition, TEAM_SETTINGS, type TeamSetting } from "../team-file.ts";
import { teamProfileId } from "../team-profile-id.ts";

/** A profile's definition in one file. */
export interface Layer {
  readonly file: string;
  readonly definition: ProfileDefinition;
}

/** Settings that belong to one stack: a nearer file that names another stack does not inherit them from a farther one. */
const OF_THE_STACK = ["stackId", "defaultProjectId", "host", "hostv6"] as const;

const IS_HARMLESS = { stackUrl: isGrafanaStack, host: isGrafanaHost, hostv6: isGrafanaHost } as const;

/** Merges the definitions of one profile, highest precedence first. `guardedBy` is the policy that requires it to be protected. */
export function mergeProfile(layers: readonly [Layer, ...Layer[]], guardedBy: ValueSource | undefined): TeamProfile {
  let given: Partial<ProfileSettings> = {};
  let sources: Partial<Record<TeamSetting, ValueSource>> = {};
  for (const { file, definition } of layers.toReversed()) {
    const { settings, places } = definition;
    if (isOtherStack(given.stackUrl, settings.stackUrl)) {
      given = without(given, OF_THE_STACK);
      sources = without(sources, OF_THE_STACK);
    }
    given = { ...given, ...settings };
    for (const key of TEAM_SETTINGS) {
      const place = places[key];
      if (place !== undefined) sources[key] = { file, ...place };
    }
  }
  if (guardedBy !== undefined && given.protected !== true) {
    given = { ...given, protected: true };
    sources.protected = guardedBy;
  }
  const settings: ProfileSettings = { tokenKind: "personal", tags: [], protected: false, ...given };
  const [{ file, definition: nearest }] = layers;
  const { name } = nearest;
  const definedAt = { file, ...nearest.place };
  const sensitive = sensitiveValues(name, settings, sources);
  return { name, id: teamProfileId(name, settings), settings, definedAt, sources, sensitive };
}

function isOtherStack(farther: string | undefined, nearer: string | undefined): boolean {
  return farther !== undefined && nearer !== undefined && farther !== nearer;
}

function without<Value extends object>(value: Value, keys: readonly (keyof Value)[]): Value {
  const rest = { ...value };
  for (const key of keys) delete rest[key];
  return rest;
}

function sensitiveValues(
  profile: string,
  settings: ProfileSettings,
  sources: TeamProfile["sources"],
): readonly SensitiveValue[] {
  return (["stackUrl", "host", "hostv6"] as const).flatMap((key) => {
    const value = settings[key];
    const source = sources[key];
    return value === undefined || source === undefined || IS_HARMLESS[key](value)
      ? []
      : { profile, key, value, ...source };
  });
}
