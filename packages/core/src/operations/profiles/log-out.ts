import { type RemovedProfile, removeProfile } from "./remove-profile.ts";
import { isInK6File } from "./use-after-login.ts";
import { requireYes } from "../../engine/confirm.ts";
import type { Needs, Parts } from "../../engine/engine.ts";
import { K6pError } from "../../errors/k6p-error.ts";
import type { Profile } from "../../profiles/profile.ts";
import { userK6Config } from "../active/k6-config-file.ts";
import { loginNamed } from "../catalog/team-logins.ts";
import { pickProfile } from "../select/pick-profile.ts";
import { clearIdentity } from "../use/clear-identity.ts";

export interface LogOutRequest {
  /** Asks at the terminal if absent. */
  readonly name?: string | undefined;
  /** Do not ask for confirmation. */
  readonly yes: boolean;
  /** Forget the token even if it cannot be removed from its store. */
  readonly force: boolean;
}

export interface LoggedOut extends RemovedProfile {
  /** The file of k6 that the token was removed from as well; undefined if it was not there. */
  readonly k6File: string | undefined;
}

/**
 * Asks, then removes the token of a profile from k6's file, if it is there, and from its store. The definition of the profile stays, and the
 * token is not saved again from a copy that is found later. Throws `TOKEN_MISSING` without a token, `CONFIRMATION_NEEDED`, `CANCELLED`, and
 * `STORE_*` if the store keeps it: k6's file no longer has the token then.
 */
export async function logOut(
  engine: Parts<"profiles" | "tokens" | "teamLogins"> &
    Needs<
      | typeof profileToLeave
      | typeof removeProfile
      | typeof isInK6File
      | typeof userK6Config
      | typeof clearIdentity
      | typeof requireYes
    >,
  { name: typed, yes, force }: LogOutRequest,
): Promise<LoggedOut> {
  const profile = await profileToLeave(engine, typed);
  const { name } = profile;
  const record = engine.tokens.find(profile.id);
  const isInFile = record !== undefined && (await isInK6File(engine, record));
  const k6File = isInFile ? userK6Config(engine, undefined).path : undefined;
  if (!yes && record !== undefined) {
    const also = k6File === undefined ? "" : `, and from k6's file ${k6File}`;
    await requireYes(engine, {
      action: `Logging out of profile ${name}`,
      question: `Remove the token of profile ${name}${also}? The profile itself stays.`,
      command: `k6p logout ${name}`,
      declined: `Still logged in to profile ${name}.`,
      details: { profile: name },
    });
  }
  if (isInFile) await clearIdentity(engine, {});
  const removed = await removeProfile(engine, { name, yes: true, force, tokenOnly: true });
  return { ...removed, k6File };
}

async function profileToLeave(
  engine: Parts<"profiles"> & Needs<typeof pickProfile | typeof loginNamed>,
  name: string | undefined,
): Promise<Profile> {
  if (name !== undefined)
    return (await engine.profiles.find(name)) ?? loginNamed(engine, name) ?? engine.profiles.get(name);
  const picked = await pickProfile(engine, "Which profile do you want to log out of?");
  if (picked !== undefined) return picked;
  throw new K6pError("PROFILE_NOT_CHOSEN", {
    message: "No profile given.",
    remedy: ["Name one: k6p logout NAME", "List your profiles: k6p profile list"],
  });
}
