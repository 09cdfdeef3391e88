import { isTokenOf } from "../../credentials/recognise-token.ts";
import type { TokenRecord } from "../../credentials/token-record.ts";
import type { Needs, Parts } from "../../engine/engine.ts";
import { K6pError } from "../../errors/k6p-error.ts";
import { readIdentity } from "../../k6-config/read-identity.ts";
import type { Profile } from "../../profiles/profile.ts";
import { readK6Config, userK6Config } from "../active/k6-config-file.ts";
import { type UsedProfile, useProfile } from "../use/use-profile.ts";

/** Whether k6's own file has the token of a record; false if the file cannot be read. */
export async function isInK6File(
  engine: Needs<typeof readK6Config | typeof userK6Config>,
  record: TokenRecord,
): Promise<boolean> {
  const file = userK6Config(engine, undefined);
  try {
    const { token } = readIdentity(await readK6Config(engine, file), file.path).identity;
    return token !== undefined && isTokenOf(record, token);
  } catch (error) {
    if (!(error instanceof K6pError)) throw error;
    return false;
  }
}

/**
 * Writes a new token into k6's file: at once where the file has the previous token of the same profile, else if the user wants it. Undefined
 * if the file was not written. Never throws `K6pError`: the token is stored, so a failure is a warning with the command to type.
 */
export async function useAfterLogin(
  engine: Parts<"ask" | "notify"> & Needs<typeof useProfile>,
  { name, protected: isProtected }: Pick<Profile, "name" | "protected">,
  hadPrevious: boolean,
): Promise<UsedProfile | undefined> {
  try {
    const wanted =
      hadPrevious ||
      (await engine.ask?.confirm(`Make k6 use profile ${name} now?`, { default: !isProtected })) === true;
    return wanted ? await useProfile(engine, { name, yes: hadPrevious }) : undefined;
  } catch (error) {
    if (!(error instanceof K6pError)) throw error;
    if (error.code === "CANCELLED") return undefined;
    const state = hadPrevious ? " k6's file still has the previous token." : "";
    engine.notify({
      level: "warning",
      message: `The token of profile ${name} is stored, but k6's file was not written: ${error.message}${state}`,
      remedy: [...error.remedy, `To make k6 use it: k6p use ${name}`],
    });
    return undefined;
  }
}
