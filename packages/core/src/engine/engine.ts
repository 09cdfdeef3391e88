import { ActivationMemory } from "../activation/activation-memory.ts";
import { PrivateConfigs } from "../activation/private-configs.ts";
import { RecentProfiles } from "../activation/recent-profiles.ts";
import { Bindings } from "../bindings/bindings.ts";
import { SeenTokens } from "../credentials/seen-tokens.ts";
import { TokenRecords } from "../credentials/token-records.ts";
import { type Directories, k6pDirectories } from "../host/files/directories.ts";
import type { Host } from "../host/host.ts";
import { joinPath } from "../host/join-path.ts";
import { ProfileStore } from "../profiles/profile-store.ts";
import { ConfirmedRecipients } from "../sealed-tokens/confirmed-recipients.ts";
import { OwnIdentity } from "../sealed-tokens/own-identity.ts";
import { TrustedSeals } from "../sealed-tokens/trusted-seals.ts";
import type { ExternalStores } from "../secrets/external-store.ts";
import { createExternalStores, createSecretStores, type SecretStoreContext } from "../secrets/secret-stores.ts";
import type { SecretStore, SecretStoreId } from "../secrets/secret-store.ts";
import { UserSettings } from "../settings/user-settings.ts";
import { TeamLogins } from "../team-config/team-logins.ts";
import { TeamTrust } from "../team-config/trust/team-trust.ts";
import { KnownProfiles } from "./profile-catalog.ts";
import type { Prompter } from "./prompter.ts";

/** Something that the person should know while an operation goes on. */
export interface Notice {
  readonly level: "info" | "warning";
  readonly message: string;
  /** What can be done about it, one line each. */
  readonly remedy?: readonly string[];
}

/** Everything that operations work with. */
export interface Engine {
  readonly host: Host;
  /** Version of k6p. */
  readonly version: string;
  readonly directories: Directories;
  readonly lockDirectory: string;
  /** The user's own. */
  readonly profiles: ProfileStore;
  /** The user's own and the team's. */
  readonly known: KnownProfiles;
  readonly teamTrust: TeamTrust;
  readonly teamLogins: TeamLogins;
  readonly tokens: TokenRecords;
  readonly seenTokens: SeenTokens;
  readonly stores: ReadonlyMap<SecretStoreId, SecretStore>;
  readonly external: ExternalStores;
  readonly settings: UserSettings;
  readonly memory: ActivationMemory;
  readonly bindings: Bindings;
  readonly privateConfigs: PrivateConfigs;
  readonly recent: RecentProfiles;
  readonly ownIdentity: OwnIdentity;
  readonly confirmedRecipients: ConfirmedRecipients;
  readonly trustedSeals: TrustedSeals;
  /** Undefined where nobody can be asked. */
  readonly ask: Prompter | undefined;
  notify(notice: Notice): void;
}

export interface EngineParts {
  readonly host: Host;
  readonly version: string;
  readonly ask?: Prompter | undefined;
  /** Path of the program that runs keyring calls which may hang. */
  readonly keyringWorker?: string | undefined;
  /** Instead of the stores of this machine. */
  readonly stores?: ReadonlyMap<SecretStoreId, SecretStore>;
  readonly notify: (notice: Notice) => void;
}

/** Puts the engine together; touches neither files nor stores. */
export function createEngine({ host, version, ask, keyringWorker, stores, notify }: EngineParts): Engine {
  const directories = k6pDirectories(host);
  const lockDirectory = joinPath(host, directories.state, "locks");
  const profiles = new ProfileStore({ host, configDirectory: directories.config, lockDirectory });
  const teamTrust = new TeamTrust({ host, stateDirectory: directories.state, lockDirectory });
  const teamLogins = new TeamLogins({ host, dataDirectory: directories.data, lockDirectory });
  return {
    host,
    version,
    directories,
    lockDirectory,
    profiles,
    known: new KnownProfiles({ host, directories, profiles, teamTrust, teamLogins, notify }),
    teamTrust,
    teamLogins,
    tokens: new TokenRecords({ host, dataDirectory: directories.data, lockDirectory }),
    seenTokens: new SeenTokens({ host, stateDirectory: directories.state, lockDirectory }),
    stores: stores ?? createSecretStores(storeContext({ host, directories, keyringWorker, ask, notify })),
    external: createExternalStores(host),
    settings: new UserSettings({ host, configDirectory: directories.config, lockDirectory }),
    memory: new ActivationMemory({ host, stateDirectory: directories.state, lockDirectory }),
    bindings: new Bindings({ host, configDirectory: directories.config, lockDirectory }),
    privateConfigs: new PrivateConfigs({ host, directories, lockDirectory }),
    recent: new RecentProfiles({ host, stateDirectory: directories.state }),
    ownIdentity: new OwnIdentity({ host, dataDirectory: directories.data, lockDirectory }),
    confirmedRecipients: new ConfirmedRecipients({ host, stateDirectory: directories.state, lockDirectory }),
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
