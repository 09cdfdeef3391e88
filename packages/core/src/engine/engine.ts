import type { KnownProjects } from "../cloud-api/known-projects.ts";
import type { Activations } from "../activation/activations.ts";
import type { PrivateConfigs } from "../activation/private-configs.ts";
import type { RecentProfiles } from "../activation/recent-profiles.ts";
import type { Bindings } from "../bindings/bindings.ts";
import type { LooseSecrets } from "../credentials/loose-secrets.ts";
import type { SeenTokens } from "../credentials/seen-tokens.ts";
import type { TokenExports } from "../credentials/token-exports.ts";
import type { TokenRecords } from "../credentials/token-records.ts";
import type { Directories } from "../host/files/directories.ts";
import type { Host } from "../host/host.ts";
import type { ProfileStore } from "../profiles/profile-store.ts";
import type { TrustedRecipients } from "../sealed-tokens/trusted-recipients.ts";
import type { MemberKey } from "../sealed-tokens/member-key.ts";
import type { TrustedSeals } from "../sealed-tokens/trusted-seals.ts";
import type { Secret } from "../secrets/secret.ts";
import type { ExternalStores } from "../secrets/external-store.ts";
import type { SecretStore, SecretStoreId } from "../secrets/secret-store.ts";
import type { UserSettings } from "../settings/user-settings.ts";
import type { TeamLogins } from "../team-config/team-logins.ts";
import type { TrustedFiles } from "../team-config/trust/trusted-files.ts";
import type { Notice } from "./notice.ts";
import type { ProfileCatalog } from "./profile-catalog.ts";
import type { Prompter } from "./prompter.ts";

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
  readonly trustedFiles: TrustedFiles;
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
  /** Path of the program that runs keyring calls, which may hang. */
  readonly keyringWorker: string | undefined;
  /** Asks for a passphrase, also where `ask` cannot because standard input is a script; undefined if there is no terminal. */
  readonly askPassphrase: ((question: string) => Promise<Secret>) | undefined;
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

/** The parts that an engine is given; it makes the others. */
export type GivenPart = "host" | "version" | "ask" | "askPassphrase" | "keyringWorker" | "notify";

/** What makes a part out of others. */
export type PartMakers = {
  readonly [Name in Exclude<keyof Engine, GivenPart>]: (engine: Engine) => Engine[Name];
};
