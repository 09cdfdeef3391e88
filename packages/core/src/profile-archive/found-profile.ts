import type { ProfileSettings } from "../profiles/profile.ts";
import type { Secret } from "../secrets/secret.ts";

/** A profile as a file or an environment describes it. */
export interface FoundProfile {
  /** Its name there; undefined where profiles have no names. */
  readonly name: string | undefined;
  /** Where it was found, in words: `service load in compose.yaml`. */
  readonly place: string;
  readonly settings: FoundSettings;
  readonly token: Secret | undefined;
  /** The values that are there and cannot be used. */
  readonly unusable: readonly UnusableValue[];
}

export type FoundSettings = { readonly [Key in keyof ProfileSettings]?: ProfileSettings[Key] | undefined };

export interface UnusableValue {
  /** As it is called there: `K6_CLOUD_TOKEN`. */
  readonly name: string;
  readonly part: FoundPart;
  /** A predicate, such as `is a placeholder`; never shows the value. */
  readonly reason: string;
}

export type FoundPart = "token" | "stackUrl" | "stackId" | "defaultProjectId" | "host" | "hostv6";
