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
  /** Asks for one line of text, without the blanks around it; empty if the user just presses Enter. */
  text(message: string): Promise<string>;
  /**
   * Asks for text that is not shown while typed. With `dropRest`, what is typed after it is dropped until the next question or the end of
   * the command: a token that was pasted twice must not end up in the shell.
   */
  secret(message: string, options?: { readonly dropRest: boolean }): Promise<Secret>;
  confirm(message: string, options: { readonly default: boolean }): Promise<boolean>;
  /** Resolves to the `value` of the chosen entry. */
  choose(message: string, choices: readonly Choice[]): Promise<string>;
  /** Offers the profiles in the given order, in a list that narrows as the user types. */
  profile(message: string, choices: readonly ProfileChoice[]): Promise<Profile>;
}
