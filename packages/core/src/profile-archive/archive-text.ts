import * as v from "valibot";
import { stringify } from "yaml";
import { isProfileName } from "../profiles/profile-name.ts";
import { isCloudId, isStack, parseStackUrl } from "../profiles/stack.ts";
import type { ProfileSettings } from "../profiles/profile.ts";
import { Secret } from "../secrets/secret.ts";
import type { FoundProfile } from "./found-profile.ts";
import { asMap, parseMap } from "./recognise-text.ts";

const ARCHIVE_VERSION = 1;
const HEADING = "# Profiles exported by k6p. To read them: k6p profile import --from FILE\n";

export interface ArchivedProfile {
  readonly name: string;
  readonly settings: ProfileSettings;
  /** Only for an archive that is encrypted. */
  readonly token?: Secret | undefined;
}

export type ArchiveFormat = "yaml" | "json";

/** The text of an archive, with the keys of a team file, so that an export can start one. */
export function formatArchive(profiles: readonly ArchivedProfile[], format: ArchiveFormat): string {
  const archive = {
    version: ARCHIVE_VERSION,
    profiles: Object.fromEntries(profiles.map((profile) => [profile.name, definitionOf(profile)])),
  };
  return format === "json" ? `${JSON.stringify(archive, null, 2)}\n` : HEADING + stringify(archive);
}

function definitionOf({ settings, token }: ArchivedProfile): Readonly<Record<string, unknown>> {
  const { stackUrl, stackId, defaultProjectId, tokenKind, host, hostv6, description, tags } = settings;
  const all = {
    stackUrl,
    stackId,
    defaultProjectId,
    tokenKind: tokenKind === "personal" ? undefined : tokenKind,
    host,
    hostv6,
    description,
    tags: tags.length === 0 ? undefined : tags,
    protected: settings.protected || undefined,
    token: token?.reveal(),
  };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined));
}

const cloudId = v.pipe(v.number(), v.check(isCloudId));
const url = v.pipe(
  v.string(),
  v.regex(/^https?:\/\/[^/]/),
  v.check((text) => URL.canParse(text)),
);
const definitionSchema = v.object({
  stack: v.optional(v.pipe(v.string(), v.check(isStack))),
  stackUrl: v.optional(v.pipe(v.string(), v.check(isStack))),
  stackId: v.optional(cloudId),
  defaultProjectId: v.optional(cloudId),
  tokenKind: v.optional(v.picklist(["personal", "stack"])),
  host: v.optional(url),
  hostv6: v.optional(url),
  description: v.optional(v.pipe(v.string(), v.maxLength(500))),
  tags: v.optional(v.array(v.pipe(v.string(), v.regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/)))),
  protected: v.optional(v.boolean()),
  token: v.optional(v.string()),
});

export type ReadArchive =
  | { readonly kind: "read"; readonly profiles: readonly FoundProfile[] }
  /** `fault` is a clause such as `profile prod: stackId is not valid`. */
  | { readonly kind: "invalid"; readonly fault: string }
  /** A newer k6p wrote it. */
  | { readonly kind: "too-new"; readonly version: number };

/** Reads the text of an archive; `place` says in words where it is. Keys that k6p does not know are ignored. */
export function parseArchive(text: string, place: string): ReadArchive {
  const map = parseMap(text);
  const version = map?.["version"];
  if (typeof version === "number" && version > ARCHIVE_VERSION) return { kind: "too-new", version };
  if (version !== ARCHIVE_VERSION) return { kind: "invalid", fault: `version is not ${ARCHIVE_VERSION}` };
  const profiles: FoundProfile[] = [];
  for (const [name, value] of Object.entries(asMap(map?.["profiles"]) ?? {})) {
    if (!isProfileName(name))
      return { kind: "invalid", fault: `${JSON.stringify(name.slice(0, 80))} cannot be the name of a profile` };
    const result = v.safeParse(definitionSchema, value);
    if (!result.success) {
      const key = v.getDotPath(result.issues[0]) ?? "it";
      return { kind: "invalid", fault: `profile ${name}: ${key} is not valid` };
    }
    const { stack, stackUrl = stack, token, ...settings } = result.output;
    profiles.push({
      name,
      place,
      settings: { ...settings, stackUrl: stackUrl === undefined ? undefined : parseStackUrl(stackUrl) },
      token: token === undefined ? undefined : new Secret(token),
      unusable: [],
    });
  }
  return { kind: "read", profiles };
}
