/** A folder and the profile to use in it and below. */
export interface Binding {
  /** Absolute and without symlinks. */
  readonly folder: string;
  /** The ID decides; the name is that of the last write. */
  readonly profile: { readonly id: string; readonly name: string };
}

/** The default of a trusted team file. It applies in the file's folder and below, where the user has not bound a profile. */
export interface TrustedDefault {
  /** Absolute and without symlinks. */
  readonly folder: string;
  /** Name of the profile when the file was trusted. */
  readonly name: string;
}

/** The content of the bindings file. */
export interface BoundFolders {
  readonly bindings: readonly Binding[];
  readonly defaults: readonly TrustedDefault[];
}
