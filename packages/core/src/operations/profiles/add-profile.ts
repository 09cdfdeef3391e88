import { parseApiHost } from "../../cloud-api/api-origin.ts";
import { isGrafanaHost } from "../../cloud-api/grafana-hosts.ts";
import { destinationOf } from "../../credentials/destination.ts";
import type { KeptToken } from "../../credentials/token-record.ts";
import { checkProfile } from "../../profiles/profile-file.ts";
import { newProfileId } from "../../profiles/profile-id.ts";
import type { Profile, ProfileSettings, Protection, TokenKind } from "../../profiles/profile.ts";
import { parseStackUrl } from "../../profiles/stack.ts";
import { completeFromCloud, requireProjectForStackToken, requireStackId } from "../login/complete-profile.ts";
import type { Needs, Parts } from "../../engine/engine.ts";
import { chooseStore } from "../tokens/choose-store.ts";
import { projectId, resolveProject } from "../projects/resolve-project.ts";
import type { Secret } from "../../secrets/secret.ts";
import { askName, askStack, type NamingCommand } from "../login/ask-for-profile.ts";
import { enterToken } from "../login/enter-token.ts";
import { offerProjects } from "../login/offer-projects.ts";
import type { TokenSource } from "../login/read-new-token.ts";
import { storeToken } from "../tokens/store-token.ts";

export interface NewProfile {
  /** The command that is typed, for errors; `profile add` if absent. */
  readonly command?: NamingCommand | undefined;
  /** Asks at the terminal if absent. */
  readonly name?: string | undefined;
  /** Stack slug, host or URL; if absent, asks at the terminal, unless a server without stacks is named. */
  readonly stack?: string | undefined;
  readonly stackId?: number | undefined;
  /** ID or name; a name is looked up with the new token. */
  readonly project?: number | string | undefined;
  readonly tokenKind?: TokenKind | undefined;
  readonly host?: string | undefined;
  readonly hostv6?: string | undefined;
  readonly description?: string | undefined;
  readonly tags?: readonly string[] | undefined;
  readonly protected?: Protection | undefined;
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
 * Adds a profile: checks the input, asks at the terminal for what is missing, reads the token, verifies it, stores it, and only then writes
 * the definition. If any step fails, neither the profile nor the token is left.
 */
export async function addProfile(
  engine: Parts<"host" | "ownProfiles"> &
    Needs<
      | typeof askName
      | typeof serverWithoutStacks
      | typeof noteUnchecked
      | typeof chooseStore
      | typeof storeToken
      | typeof completeFromCloud
      | typeof withNamedProject
      | typeof enterToken
      | typeof offerProjects
    >,
  input: NewProfile,
): Promise<AddedProfile> {
  const { command = "profile add" } = input;
  if (input.name !== undefined) engine.ownProfiles.requireFree(input.name);
  const name =
    input.name ??
    (await askName(engine, { command, stack: input.stack, check: (typed) => engine.ownProfiles.requireFree(typed) }));
  const server = input.stack === undefined ? serverWithoutStacks(engine, input) : undefined;
  const stack = input.stack ?? (server === undefined ? await askStack(engine, { command, name }) : undefined);
  const settings = settingsOf({ ...input, host: input.host ?? server }, stack);
  const verify = input.verify && stack !== undefined;
  const offlineCommand = `k6p profile add ${name} --stack ${stack ?? "STACK"} --no-verify --stack-id ${input.stackId ?? "STACK_ID"}`;
  if (server !== undefined && input.verify) noteUnchecked(engine, server);
  if (server === undefined && !verify) requireStackId({ name, stackId: input.stackId }, `Add it: ${offlineCommand}`);
  const store = await chooseStore(engine, { explicit: input.store, what: `the token of profile ${name}` });
  const draft: Profile = {
    name,
    id: newProfileId(engine.host),
    createdAt: engine.host.clock.now().toISOString(),
    ...settings,
  };
  checkProfile(draft);
  const { token, judged } = await enterToken(engine, {
    profile: draft,
    source: input.token,
    judge: async (entered) => (verify ? completeFromCloud(engine, draft, { token: entered, offlineCommand }) : draft),
  });
  const named = await withNamedProject(engine, judged, { token, project: input.project });
  const profile = verify ? await offerProjects(engine, named, token) : named;
  requireProjectForStackToken(profile);
  const record = await storeToken(engine, profile, {
    token,
    store,
    verified: verify,
    destination: destinationOf(profile, engine.host.env),
    makeProfile: () => engine.ownProfiles.create(profile),
  });
  return { profile, record, file: engine.ownProfiles.pathOf(profile.name) };
}

/**
 * The ingest host of a private server, which has no stacks: the one that is given, else that of the environment if there is no terminal to
 * ask for the stack at.
 */
function serverWithoutStacks({ host: { env }, ask }: Parts<"host" | "ask">, { host }: NewProfile): string | undefined {
  const server = host ?? (ask === undefined ? env["K6_CLOUD_HOST"] : undefined);
  if (!server) return undefined;
  const origin = parseApiHost(server);
  return isGrafanaHost(origin) ? undefined : origin;
}

/** A server without stacks has nothing that a token could be checked for. */
function noteUnchecked({ notify }: Parts<"notify">, server: string): void {
  notify({ level: "info", message: `Not checking the token: without a stack, only ${server} can do that.` });
}

function settingsOf(input: NewProfile, stack: string | undefined): ProfileSettings {
  return {
    stackUrl: stack === undefined ? undefined : parseStackUrl(stack),
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
