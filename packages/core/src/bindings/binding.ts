/** A folder and the profile that is meant in it and below. */
export interface Binding {
  /** Absolute and without symlinks. */
  readonly folder: string;
  /** The name is the one of when the file was last written; the id decides. */
  readonly profile: { readonly id: string; readonly name: string };
}

/** The default of a team's file that the user trusts. It counts where the user has bound nothing, for the file's folder and below. */
export interface TrustedDefault {
  /** Absolute and without symlinks. */
  readonly folder: string;
  /** Name of the profile when the file was trusted. */
  readonly name: string;
}

/** What the file of the bindings holds. */
export interface BoundFolders {
  readonly bindings: readonly Binding[];
  readonly defaults: readonly TrustedDefault[];
}
