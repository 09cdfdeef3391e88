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

/** Asks the person at the terminal. Every question throws `CANCELLED` when it is interrupted. */
export interface Prompter {
  /** Asks for a text that is not shown while it is typed. */
  secret(message: string): Promise<Secret>;
  confirm(message: string, options: { readonly default: boolean }): Promise<boolean>;
  /** Resolves to the `value` of the chosen entry. */
  choose(message: string, choices: readonly Choice[]): Promise<string>;
  /** Offers the profiles in their order, in a list that narrows while the person types. */
  profile(message: string, choices: readonly ProfileChoice[]): Promise<Profile>;
}
