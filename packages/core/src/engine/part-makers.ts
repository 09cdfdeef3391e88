import { Activations } from "../activation/activations.ts";
import { KnownProjects } from "../cloud-api/known-projects.ts";
import { PrivateConfigs } from "../activation/private-configs.ts";
import { RecentProfiles } from "../activation/recent-profiles.ts";
import { Bindings } from "../bindings/bindings.ts";
import { LooseSecrets } from "../credentials/loose-secrets.ts";
import { SeenTokens } from "../credentials/seen-tokens.ts";
import { TokenExports } from "../credentials/token-exports.ts";
import { TokenRecords } from "../credentials/token-records.ts";
import { type Directories, k6pDirectories } from "../host/files/directories.ts";
import { joinPath } from "../host/join-path.ts";
import { ProfileStore } from "../profiles/profile-store.ts";
import { MemberKey } from "../sealed-tokens/member-key.ts";
import { TrustedRecipients } from "../sealed-tokens/trusted-recipients.ts";
import { TrustedSeals } from "../sealed-tokens/trusted-seals.ts";
import type { ExternalStores } from "../secrets/external-store.ts";
import { createExternalStores, createSecretStores } from "../secrets/secret-stores.ts";
import { UserSettings } from "../settings/user-settings.ts";
import { TeamLogins } from "../team-config/team-logins.ts";
import { TrustedFiles } from "../team-config/trust/trusted-files.ts";
import type { Engine, Parts } from "./engine.ts";
import { ProfileCatalog } from "./profile-catalog.ts";
import { settleSecret } from "./settle-secret.ts";
import { trackedStores } from "./tracked-stores.ts";

// One function a part, so that a program of one command is made of the parts that it uses, and a bundler leaves out the others.

type Places = Parts<"host" | "directories" | "lockDirectory">;

export function makeDirectories({ host }: Parts<"host">): Directories {
  return k6pDirectories(host);
}

export function makeLockDirectory({ host, directories }: Parts<"host" | "directories">): string {
  return joinPath(host, directories.state, "locks");
}

export function makeOwnProfiles({ host, directories, lockDirectory }: Places): ProfileStore {
  return new ProfileStore({ host, configDirectory: directories.config, lockDirectory });
}

export function makeProfiles(
  engine: Parts<"host" | "directories" | "ownProfiles" | "trustedFiles" | "teamLogins" | "notify">,
): ProfileCatalog {
  const { host, directories, ownProfiles, trustedFiles, teamLogins, notify } = engine;
  return new ProfileCatalog({ host, directories, profiles: ownProfiles, trustedFiles, teamLogins, notify });
}

export function makeTrustedFiles({ host, directories, lockDirectory }: Places): TrustedFiles {
  return new TrustedFiles({ host, stateDirectory: directories.state, lockDirectory });
}

export function makeTeamLogins({ host, directories, lockDirectory }: Places): TeamLogins {
  return new TeamLogins({ host, dataDirectory: directories.data, lockDirectory });
}

export function makeTokens({
  host,
  directories,
  lockDirectory,
  looseSecrets,
}: Places & Parts<"looseSecrets">): TokenRecords {
  return new TokenRecords({ host, dataDirectory: directories.data, lockDirectory, looseSecrets });
}

export function makeLooseSecrets({ host, directories }: Parts<"host" | "directories">): LooseSecrets {
  return new LooseSecrets({ host, dataDirectory: directories.data });
}

export function makeTokenExports({ host, directories, lockDirectory }: Places): TokenExports {
  return new TokenExports({ host, stateDirectory: directories.state, lockDirectory });
}

export function makeSeenTokens({ host, directories, lockDirectory }: Places): SeenTokens {
  return new SeenTokens({ host, stateDirectory: directories.state, lockDirectory });
}

type TrackingParts = Parts<"looseSecrets" | "tokens" | "memberKey" | "ownProfiles">;

export function makeStores(
  engine: Parts<"host" | "directories" | "keyringWorker" | "ask" | "askPassphrase" | "notify"> & TrackingParts,
): Engine["stores"] {
  const { host, directories, keyringWorker, ask, askPassphrase, notify } = engine;
  const stores = createSecretStores({
    host,
    directories,
    keyringWorker,
    askPassphrase: ask === undefined ? askPassphrase : (question) => ask.secret(question),
    onWait: (message) => notify({ level: "info", message }),
  });
  return trackStores(stores, engine);
}

/** Stores that keep book of what is in none of the records yet. */
export function trackStores(stores: Engine["stores"], engine: TrackingParts): Engine["stores"] {
  const { looseSecrets, tokens, memberKey, ownProfiles } = engine;
  return trackedStores(stores, {
    looseSecrets,
    settle: (secret) => settleSecret({ tokens, memberKey, ownProfiles }, secret),
  });
}

export function makeExternalStores({ host }: Parts<"host">): ExternalStores {
  return createExternalStores(host);
}

export function makeSettings({ host, directories, lockDirectory }: Places): UserSettings {
  return new UserSettings({ host, configDirectory: directories.config, lockDirectory });
}

export function makeActivations({ host, directories, lockDirectory }: Places): Activations {
  return new Activations({ host, stateDirectory: directories.state, lockDirectory });
}

export function makeBindings({ host, directories, lockDirectory }: Places): Bindings {
  return new Bindings({ host, configDirectory: directories.config, lockDirectory });
}

export function makePrivateConfigs({ host, directories, lockDirectory }: Places): PrivateConfigs {
  return new PrivateConfigs({ host, directories, lockDirectory });
}

export function makeRecentProfiles({ host, directories }: Parts<"host" | "directories">): RecentProfiles {
  return new RecentProfiles({ host, stateDirectory: directories.state });
}

export function makeKnownProjects({ host, directories }: Parts<"host" | "directories">): KnownProjects {
  return new KnownProjects({ host, stateDirectory: directories.state });
}

export function makeMemberKey({ host, directories, lockDirectory }: Places): MemberKey {
  return new MemberKey({ host, dataDirectory: directories.data, lockDirectory });
}

export function makeTrustedRecipients({ host, directories, lockDirectory }: Places): TrustedRecipients {
  return new TrustedRecipients({ host, stateDirectory: directories.state, lockDirectory });
}

export function makeTrustedSeals({ host, directories, lockDirectory }: Places): TrustedSeals {
  return new TrustedSeals({ host, stateDirectory: directories.state, lockDirectory });
}
