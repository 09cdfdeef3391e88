import type { Profile } from "../profiles/profile.ts";
import type { Secret } from "../secrets/secret.ts";

export interface Choice {
  readonly value: string;
  readonly label: string;
}

export interface ProfileChoice {
  readonly profile: Profile;
  /** Whether k6 uses it now. */
  readonly active: boolean;
}

/** Asks the user at the terminal. Every question throws `CANCELLED` if it is interrupted. */
export interface Prompter {
  /** Asks for text that is not shown while typed. */
  secret(message: string): Promise<Secret>;
  confirm(message: string, options: { readonly default: boolean }): Promise<boolean>;
  /** Resolves to the `value` of the chosen entry. */
  choose(message: string, choices: readonly Choice[]): Promise<string>;
  /** Offers the profiles in the given order, in a list that narrows as the user types. */
  profile(message: string, choices: readonly ProfileChoice[]): Promise<Profile>;
}
