import { destinationOf } from "../credentials/destination.ts";
import type { TokenRecord } from "../credentials/token-record.ts";
import { K6pError } from "../errors/k6p-error.ts";
import type { Profile } from "../profiles/profile.ts";
import { completeFromCloud, requireProjectForStackToken } from "./complete-from-cloud.ts";
import type { Engine } from "./engine.ts";
import { pickStore } from "./pick-store.ts";
import { readNewToken, type TokenSource } from "./read-new-token.ts";
import { storeToken } from "./store-token.ts";

export interface LogInRequest {
  readonly name: string;
  readonly token: TokenSource;
  readonly verify: boolean;
  readonly store?: string | undefined;
}

export interface LoggedIn {
  readonly file: string;
  readonly profile: Profile;
  readonly record: TokenRecord;
  /** Whether the profile had a token before. */
  readonly replaced: boolean;
}

/** Enters or replaces the token of an existing profile. The old token stays until the new one is stored and read back. */
export async function logIn(engine: Engine, input: LogInRequest): Promise<LoggedIn> {
  const profile = engine.profiles.get(input.name);
  requireStackIdWhenUnverified(profile, input.verify);
  const former = engine.tokens.find(profile.id);
  const store = await pickStore(engine, { explicit: input.store, recorded: former?.store, profileName: profile.name });
  const token = await readNewToken(engine, { profile, source: input.token });
  const offlineCommand = `k6p login ${profile.name} --no-verify`;
  const completed = input.verify ? await completeFromCloud(engine, profile, { token, offlineCommand }) : profile;
  requireProjectForStackToken(completed);
  const destination = destinationOf(completed, engine.host.env);
  const record = await storeToken(engine, completed, { token, store, destination, verified: input.verify });
  const { stackId, defaultProjectId } = completed;
  if (stackId !== profile.stackId || defaultProjectId !== profile.defaultProjectId) {
    await engine.profiles.update(profile.name, (current) => ({ ...current, stackId, defaultProjectId }));
  }
  return { profile: completed, record, file: engine.profiles.pathOf(completed.name), replaced: former !== undefined };
}

function requireStackIdWhenUnverified(profile: Profile, verify: boolean): void {
  if (verify || profile.stackId !== undefined) return;
  throw new K6pError("USAGE", {
    message: `Profile ${profile.name} has no stack ID yet, and with --no-verify nobody can tell k6p.`,
    remedy: [`Give it: k6p profile edit ${profile.name} --stack-id STACK_ID`],
    details: { profile: profile.name },
  });
}
