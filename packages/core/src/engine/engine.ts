import { KnownProjects } from "../cloud-api/known-projects.ts";
import { Activations } from "../activation/activations.ts";
import { PrivateConfigs } from "../activation/private-configs.ts";
import { RecentProfiles } from "../activation/recent-profiles.ts";
import { Bindings } from "../bindings/bindings.ts";
import { LooseSecrets } from "../credentials/loose-secrets.ts";
import { SeenTokens } from "../credentials/seen-tokens.ts";
import { TokenExports } from "../credentials/token-exports.ts";
import { TokenRecords } from "../credentials/token-records.ts";
import { type Directories, k6pDirectories } from "../host/files/directories.ts";
import type { Host } from "../host/host.ts";
import { joinPath } from "../host/join-path.ts";
import { ProfileStore } from "../profiles/profile-store.ts";
import { TrustedRecipients } from "../sealed-tokens/trusted-recipients.ts";
import { MemberKey } from "../sealed-tokens/member-key.ts";
import { TrustedSeals } from "../sealed-tokens/trusted-seals.ts";
import type { ExternalStores } from "../secrets/external-store.ts";
import { createExternalStores, createSecretStores, type SecretStoreContext } from "../secrets/secret-stores.ts";
import type { SecretStore, SecretStoreId } from "../secrets/secret-store.ts";
import { UserSettings } from "../settings/user-settings.ts";
import { TeamLogins } from "../team-config/team-logins.ts";
import { TeamTrust } from "../team-config/trust/team-trust.ts";
import type { Notice } from "./notice.ts";
import { ProfileCatalog } from "./profile-catalog.ts";
import type { Prompter } from "./prompter.ts";
import { settleSecret } from "./settle-secret.ts";
import { trackedStores } from "./tracked-stores.ts";

/** Everything that operations use. */
export interface Engine {
  readonly host: Host;
  /** Version of k6p. */
  readonly version: string;
  readonly directories: Directories;
  readonly lockDirectory: string;
  /** The user's own profiles only. */
  readonly ownProfiles: ProfileStore;
  /** The user's own profiles and the team's. */
  readonly profiles: ProfileCatalog;
  readonly teamTrust: TeamTrust;
  readonly teamLogins: TeamLogins;
  readonly tokens: TokenRecords;
  readonly seenTokens: SeenTokens;
  readonly looseSecrets: LooseSecrets;
  readonly tokenExports: TokenExports;
  readonly stores: ReadonlyMap<SecretStoreId, SecretStore>;
  readonly externalStores: ExternalStores;
  readonly settings: UserSettings;
  readonly activations: Activations;
  readonly bindings: Bindings;
  readonly privateConfigs: PrivateConfigs;
  readonly recentProfiles: RecentProfiles;
  readonly knownProjects: KnownProjects;
  readonly memberKey: MemberKey;
  readonly trustedRecipients: TrustedRecipients;
  readonly trustedSeals: TrustedSeals;
  /** Undefined if there is no terminal to ask at. */
  readonly ask: Prompter | undefined;
  notify(notice: Notice): void;
}

/** Some parts of the engine: what a function takes out of it itself. */
export type Parts<Name extends keyof Engine> = Pick<Engine, Name>;

/**
 * What the named steps ask of the engine: `Needs<typeof chooseProfile | typeof obtainCredentials>`. A step that comes to need more
 * asks its callers for it.
 */
export type Needs<Steps extends Step> = Taking<Steps> extends (engine: infer Asked) => void ? Asked : never;

type Step = ((engine: never, ...rest: never) => unknown) | (abstract new (engine: never, ...rest: never) => unknown);

/** Where one of several functions may be called, it has to be with what each of them takes. */
type Taking<Steps> = Steps extends (engine: infer Asked, ...rest: never) => unknown
  ? (engine: Asked) => void
  : Steps extends abstract new (engine: infer Asked, ...rest: never) => unknown
    ? (engine: Asked) => void
    : never;

export interface EngineParts {
  readonly host: Host;
  readonly version: string;
  readonly ask?: Prompter | undefined;
  /** Path of the program that runs keyring calls, which may hang. */
  readonly keyringWorker?: string | undefined;
  /** Replaces this machine's stores. */
  readonly stores?: ReadonlyMap<SecretStoreId, SecretStore>;
  readonly notify: (notice: Notice) => void;
}

/** Creates the engine; touches neither files nor stores. */
export function createEngine({ host, version, ask, keyringWorker, stores, notify }: EngineParts): Engine {
  const directories = k6pDirectories(host);
  const lockDirectory = joinPath(host, directories.state, "locks");
  const profiles = new ProfileStore({ host, configDirectory: directories.config, lockDirectory });
  const teamTrust = new TeamTrust({ host, stateDirectory: directories.state, lockDirectory });
  const teamLogins = new TeamLogins({ host, dataDirectory: directories.data, lockDirectory });
  const looseSecrets = new LooseSecrets({ host, dataDirectory: directories.data });
  const tokens = new TokenRecords({ host, dataDirectory: directories.data, lockDirectory, looseSecrets });
  const memberKey = new MemberKey({ host, dataDirectory: directories.data, lockDirectory });
  const untracked = stores ?? createSecretStores(storeContext({ host, directories, keyringWorker, ask, notify }));
  return {
    host,
    version,
    directories,
    lockDirectory,
    ownProfiles: profiles,
    profiles: new ProfileCatalog({ host, directories, profiles, teamTrust, teamLogins, notify }),
    teamTrust,
    teamLogins,
    tokens,
    looseSecrets,
    tokenExports: new TokenExports({ host, stateDirectory: directories.state, lockDirectory }),
    seenTokens: new SeenTokens({ host, stateDirectory: directories.state, lockDirectory }),
    stores: trackedStores(untracked, {
      looseSecrets,
      settle: (secret) => settleSecret({ tokens, memberKey, ownProfiles: profiles }, secret),
    }),
    externalStores: createExternalStores(host),
    settings: new UserSettings({ host, configDirectory: directories.config, lockDirectory }),
    activations: new Activations({ host, stateDirectory: directories.state, lockDirectory }),
    bindings: new Bindings({ host, configDirectory: directories.config, lockDirectory }),
    privateConfigs: new PrivateConfigs({ host, directories, lockDirectory }),
    recentProfiles: new RecentProfiles({ host, stateDirectory: directories.state }),
    knownProjects: new KnownProjects({ host, stateDirectory: directories.state }),
    memberKey,
    trustedRecipients: new TrustedRecipients({ host, stateDirectory: directories.state, lockDirectory }),
    trustedSeals: new TrustedSeals({ host, stateDirectory: directories.state, lockDirectory }),
    ask,
    notify,
  };
}

function storeContext({
  host,
  directories,
  keyringWorker,
  ask,
  notify,
}: Omit<EngineParts, "version" | "stores"> & { readonly directories: Directories }): SecretStoreContext {
  return {
    host,
    directories,
    keyringWorker,
    askPassphrase: ask === undefined ? undefined : (question) => ask.secret(question),
    onWait: (message) => notify({ level: "info", message }),
  };
}
