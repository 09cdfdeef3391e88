import * as v from "valibot";

/** Version of the settings file that this k6p reads and writes. */
export const SETTINGS_VERSION = 1;

/** What the settings file holds. Keys that are not listed here are kept as they are. */
export const settingsFileSchema = v.looseObject({
  version: v.literal(SETTINGS_VERSION, `version must be ${SETTINGS_VERSION}`),
  store: v.optional(
    v.pipe(
      v.string("store must be a string"),
      v.regex(/^[a-z][a-z0-9-]{0,31}$/, "store must be the name of a store, such as file"),
    ),
  ),
});

/** What the user has set for all profiles. */
export interface Settings {
  /** Name of the secret store for new tokens. */
  readonly store?: string | undefined;
}
