import type { ProfileSettings } from "../profiles/profile.ts";
import type { TeamPolicy, TeamRecipient, TeamSetting } from "./team-file.ts";
import type { Place } from "./read/text-places.ts";

/** The file and the place that a value comes from. */
export interface ValueSource extends Place {
  readonly file: string;
}

export interface Sourced<Value> extends ValueSource {
  readonly value: Value;
}

/** A value that could send a token elsewhere or change who can open one. k6p uses it only once the user trusts it. */
export interface SensitiveValue extends ValueSource {
  /** Name of the profile; undefined for a value that concerns all profiles. */
  readonly profile: string | undefined;
  readonly key: "stackUrl" | "host" | "hostv6" | "recipients" | "extends";
  readonly value: string;
}

/** A profile as the team's files define it together. */
export interface TeamProfile {
  readonly name: string;
  readonly id: string;
  readonly settings: ProfileSettings;
  /** Where the nearest file defines it. */
  readonly definedAt: ValueSource;
  /** Where each setting comes from; settings that no file gives are absent. */
  readonly sources: Readonly<Partial<Record<TeamSetting, ValueSource>>>;
  readonly sensitive: readonly SensitiveValue[];
}

/** A policy and its file. All policies apply together. */
export interface StatedPolicy {
  readonly file: string;
  readonly policy: TeamPolicy;
}

/** A team file merged with everything it extends. */
export interface TeamConfig {
  /** By name in lower case. */
  readonly profiles: ReadonlyMap<string, TeamProfile>;
  readonly default: Sourced<string> | undefined;
  readonly recipients: Sourced<readonly TeamRecipient[]> | undefined;
  readonly policies: readonly StatedPolicy[];
  readonly sensitive: readonly SensitiveValue[];
}
