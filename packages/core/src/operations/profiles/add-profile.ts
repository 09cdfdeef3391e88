import { parseApiHost } from "../../cloud-api/api-origin.ts";
import { destinationOf } from "../../credentials/destination.ts";
import type { KeptToken } from "../../credentials/token-record.ts";
import { checkProfile } from "../../profiles/profile-file.ts";
import { newProfileId } from "../../profiles/profile-id.ts";
import type { Profile, ProfileSettings, TokenKind } from "../../profiles/profile.ts";
import { parseStackUrl } from "../../profiles/stack.ts";
import { completeFromCloud, requireProjectForStackToken, requireStackId } from "../login/complete-profile.ts";
import type { Needs, Parts } from "../../engine/engine.ts";
import { chooseStore } from "../tokens/choose-store.ts";
import { projectId, resolveProject } from "../projects/resolve-project.ts";
import type { Secret } from "../../secrets/secret.ts";
import { readNewToken, type TokenSource } from "../login/read-new-token.ts";
import { storeToken } from "../tokens/store-token.ts";

export interface NewProfile {
  readonly name: string;
  /** Stack slug, host or URL. */
  readonly stack: string;
  readonly stackId?: number | undefined;
  /** ID or name; a name is looked up with the new token. */
  readonly project?: number | string | undefined;
  readonly tokenKind?: TokenKind | undefined;
  readonly host?: string | undefined;
  readonly hostv6?: string | undefined;
  readonly description?: string | undefined;
  readonly tags?: readonly string[] | undefined;
  readonly protected?: boolean | undefined;
  /** False: store the token without asking Grafana Cloud; requires `stackId`. */
  readonly verify: boolean;
  /** Where the token comes from. */
  readonly token: TokenSource;
  /** Id of the secret store, as the user typed it. */
  readonly store?: string | undefined;
}

export interface AddedProfile {
  readonly profile: Profile;
  readonly record: KeptToken;
  readonly file: string;
}

/**
 * Adds a profile: checks the input, reads the token, verifies it, stores it, and only then writes the definition. If any step fails,
 * neither the profile nor the token is left.
 */
export async function addProfile(
  engine: Parts<"host" | "ownProfiles" | "tokens"> &
    Needs<typeof chooseStore | typeof storeToken | typeof completeFromCloud | typeof withNamedProject>,
  input: NewProfile,
): Promise<AddedProfile> {
  engine.ownProfiles.requireFree(input.name);
  const settings = settingsOf(input);
  if (!input.verify) requireStackId({ name: input.name, stackId: input.stackId }, `Add it: ${offlineCommand(input)}`);
  const store = await chooseStore(engine, { explicit: input.store, what: `the token of profile ${input.name}` });
  const draft: Profile = {
    name: input.name,
    id: newProfileId(engine.host),
    createdAt: engine.host.clock.now().toISOString(),
    ...settings,
  };
  checkProfile(draft);
  const token = await readNewToken(engine, { profile: draft, source: input.token });

  const verified = input.verify
    ? await completeFromCloud(engine, draft, { token, offlineCommand: offlineCommand(input) })
    : draft;
  const profile = await withNamedProject(engine, verified, { token, project: input.project });
  requireProjectForStackToken(profile);
  const record = await storeToken(engine, profile, {
    token,
    store,
    verified: input.verify,
    destination: destinationOf(profile, engine.host.env),
    makeProfile: () => engine.ownProfiles.create(profile),
  });
  return { profile, record, file: engine.ownProfiles.pathOf(profile.name) };
}

function settingsOf(input: NewProfile): ProfileSettings {
  return {
    stackUrl: parseStackUrl(input.stack),
    stackId: input.stackId,
    defaultProjectId: input.project === undefined ? undefined : projectId(String(input.project)),
    tokenKind: input.tokenKind ?? "personal",
    host: input.host === undefined ? undefined : parseApiHost(input.host),
    hostv6: input.hostv6 === undefined ? undefined : parseApiHost(input.hostv6),
    description: input.description,
    tags: input.tags ?? [],
    protected: input.protected ?? false,
  };
}

/** Looks the project up where it was given by its name. */
async function withNamedProject(
  engine: Parts<"host"> & Needs<typeof resolveProject>,
  profile: Profile,
  { token, project }: { readonly token: Secret; readonly project: NewProfile["project"] },
): Promise<Profile> {
  if (project === undefined || projectId(String(project)) !== undefined) return profile;
  const access = async () => ({ profile, token, destination: destinationOf(profile, engine.host.env) });
  const defaultProjectId = await resolveProject(engine, { project: String(project), stackId: profile.stackId, access });
  return { ...profile, defaultProjectId };
}

function offlineCommand({ name, stack, stackId }: NewProfile): string {
  return `k6p profile add ${name} --stack ${stack} --no-verify --stack-id ${stackId ?? "STACK_ID"}`;
}
