/** A program that prints the token. */
export interface CommandReference {
  /** Absolute path. */
  readonly program: string;
  readonly arguments: readonly string[];
  /** Name of the recipe that made it. */
  readonly recipe?: string | undefined;
  /** Only the first line of the output counts, as in password managers that keep notes below the password. */
  readonly firstLine?: boolean | undefined;
  /** The output is a JSON object, and the token the text under this key of it. */
  readonly field?: string | undefined;
}

/** Where the token is that k6p does not keep itself. Not a secret. */
export type ExternalReference =
  | { readonly store: "command"; readonly reference: CommandReference }
  | { readonly store: "env"; readonly reference: { readonly variable: string } }
  | { readonly store: "plain-file"; readonly reference: { readonly path: string } };
