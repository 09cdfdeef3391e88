import type { Parts } from "../../engine/engine.ts";
import { PROFILE_VARIABLE } from "../../host/k6p-variables.ts";
import type { ChosenProfile, ProfileSource } from "./choose-profile.ts";

const REASONS: Readonly<Partial<Record<ProfileSource, string>>> = {
  [PROFILE_VARIABLE]: `${PROFILE_VARIABLE} names it`,
  binding: "this folder is bound to it",
  active: "it is active",
};

/** Says which profile is used, and why, if you named none. A team's default says so itself. */
export function sayChoice({ notify }: Parts<"notify">, { profile, source }: ChosenProfile): void {
  const reason = REASONS[source];
  if (reason !== undefined) notify({ level: "info", message: `Using profile ${profile.name}: ${reason}.` });
}
