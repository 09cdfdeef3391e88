import type { ProfileSettings } from "../profiles/profile.ts";
import type { ExtendsReference } from "./merge/extends-reference.ts";
import type { Place } from "./read/text-places.ts";

/** The settings that a team file may give to a profile. */
export const TEAM_SETTINGS = [
  "stackUrl",
  "stackId",
  "defaultProjectId",
  "tokenKind",
  "host",
  "hostv6",
  "description",
  "tags",
  "protected",
] as const satisfies readonly (keyof ProfileSettings)[];

export type TeamSetting = (typeof TEAM_SETTINGS)[number];

/** A profile as one file defines it. A file that extends others may leave most settings to them. */
export interface ProfileDefinition {
  readonly name: string;
  readonly settings: Partial<ProfileSettings>;
  readonly place: Place;
  readonly places: Readonly<Partial<Record<TeamSetting, Place>>>;
}

/** A value with its place in a file. */
export interface Placed<Value> {
  readonly value: Value;
  readonly place: Place;
}

export interface TeamPolicy {
  /** Milliseconds. */
  readonly maxTokenAge?: Placed<number> | undefined;
  /** Names of profiles. */
  readonly requireProtected: readonly Placed<string>[];
  /** Hosts in lower case, `*.` for everything below; undefined allows every host. */
  readonly allowedHosts?: Placed<readonly string[]> | undefined;
}

/** A member who can open the tokens sealed for the team. */
export interface TeamRecipient {
  /** The first characters of the key if the file gives no name. */
  readonly name: string;
  /** `age1…` */
  readonly key: string;
}

/** The content of one team file. */
export interface TeamFileContent {
  readonly profiles: readonly ProfileDefinition[];
  readonly default: Placed<string> | undefined;
  /** Later entries take precedence over earlier ones. */
  readonly extends: readonly Placed<ExtendsReference>[];
  readonly recipients: Placed<readonly TeamRecipient[]> | undefined;
  readonly policy: TeamPolicy;
}

export const EMPTY_CONTENT: TeamFileContent = {
  profiles: [],
  default: undefined,
  extends: [],
  recipients: undefined,
  policy: { requireProtected: [] },
};
