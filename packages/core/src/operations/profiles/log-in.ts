import type { KeptToken } from "../../credentials/token-record.ts";
import type { Needs, Parts } from "../../engine/engine.ts";
import { K6pError } from "../../errors/k6p-error.ts";
import { nearestName } from "../../profiles/nearest-name.ts";
import { isProfileName } from "../../profiles/profile-name.ts";
import type { Profile } from "../../profiles/profile.ts";
import { parseStackUrl } from "../../profiles/stack.ts";
import { askName } from "../login/ask-for-profile.ts";
import type { TokenSource } from "../login/read-new-token.ts";
import { renewToken } from "../login/renew-token.ts";
import { originOf, type ProfileOrigin } from "../tokens/describe-profile.ts";
import type { UsedProfile } from "../use/use-profile.ts";
import { addProfile } from "./add-profile.ts";
import { isInK6File, useAfterLogin } from "./use-after-login.ts";

export interface LogInRequest {
  /** Asks at the terminal if absent. A name that no profile has makes a new one. */
  readonly name?: string | undefined;
  /** Stack slug, host or URL, for a new profile. */
  readonly stack?: string | undefined;
  readonly token: TokenSource;
  readonly verify: boolean;
  readonly store?: string | undefined;
}

export interface LoggedIn {
  readonly file: string;
  readonly profile: Profile;
  readonly origin: ProfileOrigin;
  readonly record: KeptToken;
  /** Whether the profile is new. */
  readonly added: boolean;
  /** Whether the profile already had a token. */
  readonly replaced: boolean;
  /** What was written to k6's file; undefined if nothing was. */
  readonly used: UsedProfile | undefined;
}

/**
 * Enters the token of a profile, which is added if it does not exist. Asks at the terminal for what is missing. Where k6's file has the
 * previous token of the profile, it gets the new one; at a terminal, `use` is offered otherwise. Throws `PROFILE_EXISTS` for an existing
 * profile of another stack, and what `addProfile` and `renewToken` throw.
 */
export async function logIn(
  engine: Parts<"profiles" | "ask" | "tokens"> &
    Needs<
      | typeof askName
      | typeof confirmNew
      | typeof addProfile
      | typeof renewToken
      | typeof isInK6File
      | typeof useAfterLogin
      | typeof originOf
    >,
  input: LogInRequest,
): Promise<LoggedIn> {
  const { stack, token: source, verify, store } = input;
  if (stack !== undefined) parseStackUrl(stack);
  const name = input.name ?? (await askName(engine, { command: "login", stack }));
  const known = await engine.profiles.find(name);
  if (known === undefined) {
    await confirmNew(engine, { name, wasTyped: input.name === undefined, stack });
    const added = await addProfile(engine, { command: "login", name, stack, token: source, verify, store });
    const used = await useAfterLogin(engine, added.profile, false);
    return { ...added, origin: originOf(engine, added.profile), added: true, replaced: false, used };
  }
  requireStack(known, stack);
  const before = engine.tokens.find(known.id);
  const isActive = before !== undefined && (await isInK6File(engine, before));
  const offlineCommand = `k6p login ${known.name} --no-verify`;
  const { profile, record } = await renewToken(engine, known, { source, verify, store, offlineCommand });
  return {
    profile,
    record,
    origin: originOf(engine, profile),
    file: engine.profiles.fileOf(profile),
    added: false,
    replaced: before !== undefined,
    used: await useAfterLogin(engine, profile, isActive),
  };
}

interface NewName {
  readonly name: string;
  /** Whether it was the answer to a question. */
  readonly wasTyped: boolean;
  readonly stack: string | undefined;
}

/** A name without a stack may be a mistyped one. Throws `PROFILE_NOT_FOUND` without a terminal or a yes. */
async function confirmNew(engine: Parts<"ask" | "profiles">, { name, wasTyped, stack }: NewName): Promise<void> {
  if (stack !== undefined) return;
  const nearest = nearestName(name, await engine.profiles.names());
  const mayBeNew = engine.ask !== undefined && isProfileName(name);
  if (mayBeNew && wasTyped && nearest === undefined) return;
  const hint = nearest === undefined ? "" : ` Did you mean ${nearest}?`;
  const question = `There is no profile named ${name}.${hint} Add a new profile ${name}?`;
  if (mayBeNew && (await engine.ask?.confirm(question, { default: nearest === undefined }))) return;
  await engine.profiles.get(name).catch((error: unknown) => {
    if (!(error instanceof K6pError) || !isProfileName(name)) throw error;
    const remedy = [`Add it: k6p login ${name} --stack STACK`, ...error.remedy];
    throw new K6pError(error.code, { message: error.message, remedy, details: error.details, cause: error });
  });
}

function requireStack({ name, stackUrl }: Profile, stack: string | undefined): void {
  if (stack === undefined || parseStackUrl(stack) === stackUrl) return;
  throw new K6pError("PROFILE_EXISTS", {
    message: `Profile ${name} is for ${stackUrl ?? "no stack"}, not for ${parseStackUrl(stack)}. Nothing was changed.`,
    remedy: [
      `Add another profile: k6p login NEW_NAME --stack ${stack}`,
      `Or enter a token for its own stack: k6p login ${name}`,
    ],
    details: { profile: name, stackUrl },
  });
}
