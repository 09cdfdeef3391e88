import { isGrafanaStack } from "../../cloud-api/grafana-hosts.ts";
import type { ProfileSettings } from "../../profiles/profile.ts";
import { stackSlug } from "../../profiles/stack.ts";

/** A value as team files write it. */
export type EntryValue = string | number | boolean | readonly string[];

/** What a team file says about a profile, in the order in which it is written; defaults are left out. */
export function definitionEntries(settings: ProfileSettings): readonly (readonly [key: string, value: EntryValue])[] {
  const { stackUrl, tokenKind, tags, protected: isProtected } = settings;
  const isSlug = stackUrl !== undefined && isGrafanaStack(stackUrl);
  const entries: readonly (readonly [string, EntryValue | undefined])[] = [
    isSlug ? ["stack", stackSlug(stackUrl)] : ["stackUrl", stackUrl],
    ["stackId", settings.stackId],
    ["defaultProjectId", settings.defaultProjectId],
    ["tokenKind", tokenKind === "personal" ? undefined : tokenKind],
    ["host", settings.host],
    ["hostv6", settings.hostv6],
    ["description", settings.description],
    ["tags", tags.length === 0 ? undefined : tags],
    ["protected", isProtected === false ? undefined : isProtected],
  ];
  return entries.flatMap(([key, value]) => (value === undefined ? [] : [[key, value] as const]));
}
