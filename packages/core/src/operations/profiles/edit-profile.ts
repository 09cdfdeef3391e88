import { parseApiHost } from "../../cloud-api/api-origin.ts";
import { K6pError } from "../../errors/k6p-error.ts";
import type { Profile, Protection, TokenKind } from "../../profiles/profile.ts";
import { parseStackUrl } from "../../profiles/stack.ts";
import { requireProjectForStackToken } from "../login/complete-profile.ts";
import { projectOfProfile } from "../projects/project-of-profile.ts";
import { describeProfile, type ProfileDescription } from "../tokens/describe-profile.ts";
import type { Needs, Parts } from "../../engine/engine.ts";
import { editableProfile, requireUnprotected } from "../catalog/editable-profile.ts";

/** Settings that can be unset. */
const REMOVABLE_SETTINGS = ["project", "host", "hostv6", "description", "tags"];

export interface ProfileChanges {
  /** Stack slug, host or URL; a new stack needs a new token. */
  readonly stack?: string | undefined;
  readonly stackId?: number | undefined;
  readonly project?: number | undefined;
  readonly tokenKind?: TokenKind | undefined;
  readonly host?: string | undefined;
  readonly hostv6?: string | undefined;
  readonly description?: string | undefined;
  readonly addTags?: readonly string[] | undefined;
  readonly removeTags?: readonly string[] | undefined;
  readonly protected?: Protection | undefined;
  /** Names of `REMOVABLE_SETTINGS`. */
  readonly unset?: readonly string[] | undefined;
}

export interface EditRequest extends Omit<ProfileChanges, "project"> {
  readonly name: string;
  /** ID or name. */
  readonly project?: number | string | undefined;
  readonly force: boolean;
}

/** Changes the definition of a profile. Its token stays stored, but is not used for another stack or host. */
export async function editProfile(
  engine: Parts<"ownProfiles" | "notify"> & Needs<typeof describeProfile | typeof projectOfProfile>,
  { name, force, project, ...settings }: EditRequest,
): Promise<ProfileDescription> {
  const profile = await editableProfile(engine, name, "changed");
  if (project === undefined && Object.values(settings).every(changesNothing)) throw nothingToChange(engine, profile);
  if (settings.protected !== false) requireUnprotected(profile, { force, action: "changed" });
  const changes = { ...settings, project: await projectOfProfile(engine, profile, project) };
  const hadToken = describeProfile(engine, profile).token.state === "stored";
  const changed = await engine.ownProfiles.update(profile.name, (current) => applyChanges(current, changes));
  const description = describeProfile(engine, changed);
  if (hadToken && description.token.state === "other-destination") {
    engine.notify({
      level: "warning",
      message: `Profile ${profile.name} has no token for its new stack or host: the stored token was entered for the previous one.`,
      remedy: [`Enter a token: k6p login ${profile.name}`],
    });
  }
  return description;
}

function changesNothing(change: unknown): boolean {
  return change === undefined || (Array.isArray(change) && change.length === 0);
}

/** The profile with the changes made. Throws `STACK_INVALID`, `HOST_INVALID` or `PROJECT_NEEDED`. */
export function applyChanges(profile: Profile, changes: ProfileChanges): Profile {
  const gone = removedSettings(changes.unset ?? []);
  const stackUrl = changes.stack === undefined ? profile.stackUrl : parseStackUrl(changes.stack);
  const movedStack = stackUrl !== profile.stackUrl;
  const changed: Profile = {
    ...profile,
    stackUrl,
    stackId: changes.stackId ?? (movedStack ? undefined : profile.stackId),
    defaultProjectId: gone.has("project")
      ? undefined
      : (changes.project ?? (movedStack ? undefined : profile.defaultProjectId)),
    tokenKind: changes.tokenKind ?? profile.tokenKind,
    host: gone.has("host") ? undefined : (parsedHost(changes.host) ?? profile.host),
    hostv6: gone.has("hostv6") ? undefined : (parsedHost(changes.hostv6) ?? profile.hostv6),
    description: gone.has("description") ? undefined : (changes.description ?? profile.description),
    tags: tagsAfter(gone.has("tags") ? [] : profile.tags, changes),
    protected: changes.protected ?? profile.protected,
  };
  if (!movedStack) requireProjectForStackToken(changed);
  return changed;
}

function removedSettings(names: readonly string[]): ReadonlySet<string> {
  const unknown = names.find((name) => !REMOVABLE_SETTINGS.includes(name));
  if (unknown === undefined) return new Set(names);
  throw new K6pError("USAGE", {
    message: `${JSON.stringify(unknown.slice(0, 40))} is not a setting you can unset.`,
    remedy: [`You can unset: ${REMOVABLE_SETTINGS.join(", ")}`],
  });
}

function parsedHost(host: string | undefined): string | undefined {
  return host === undefined ? undefined : parseApiHost(host);
}

function tagsAfter(tags: readonly string[], { addTags = [], removeTags = [] }: ProfileChanges): readonly string[] {
  return [...new Set([...tags, ...addTags])].filter((tag) => !removeTags.includes(tag));
}

function nothingToChange(engine: Parts<"ownProfiles">, profile: Profile): K6pError {
  return new K6pError("USAGE", {
    message: `No changes given for profile ${profile.name}.`,
    remedy: [
      `For example: k6p profile edit ${profile.name} --project 12345`,
      `See all options: k6p profile edit --help`,
      `Or edit the file: ${engine.ownProfiles.pathOf(profile.name)}`,
    ],
    details: { profile: profile.name },
  });
}
