import type { TokenRecord } from "../../credentials/token-record.ts";
import { K6pError } from "../../errors/k6p-error.ts";
import type { Profile } from "../../profiles/profile.ts";
import type { Needs, Parts } from "../../engine/engine.ts";
import { teamLoginProfiles } from "./team-logins.ts";

export interface ProfileWithToken {
  readonly profile: Profile;
  readonly record: TokenRecord;
}

/** Every profile that has a token, with the record of where it is. Opens no store; warns about profiles and records it cannot read. */
export function profilesWithToken(
  engine: Parts<"ownProfiles"> & Needs<typeof teamLoginProfiles | typeof findRecord>,
): readonly ProfileWithToken[] {
  const { profiles, unreadable } = engine.ownProfiles.list();
  for (const { problem } of unreadable) warn(engine, problem);
  return [...profiles, ...teamLoginProfiles(engine)].flatMap((profile) => {
    const record = findRecord(engine, profile);
    return record === undefined ? [] : [{ profile, record }];
  });
}

function findRecord(engine: Parts<"tokens" | "notify">, { id }: Profile): TokenRecord | undefined {
  try {
    return engine.tokens.find(id);
  } catch (error) {
    if (!(error instanceof K6pError)) throw error;
    warn(engine, error);
    return undefined;
  }
}

function warn(engine: Parts<"notify">, { message, remedy }: K6pError): void {
  engine.notify({ level: "warning", message, remedy });
}
