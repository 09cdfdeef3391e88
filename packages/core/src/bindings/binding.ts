/** A folder and the profile that is meant in it and below. */
export interface Binding {
  /** Absolute and without symlinks. */
  readonly folder: string;
  /** The name is the one of when the file was last written; the id decides. */
  readonly profile: { readonly id: string; readonly name: string };
}
