import { isTokenOf } from "../../credentials/recognise-token.ts";
import { type KeptToken, keepingStore } from "../../credentials/token-record.ts";
import { K6pError } from "../../errors/k6p-error.ts";
import type { Profile } from "../../profiles/profile.ts";
import type { Needs, Parts } from "../../engine/engine.ts";
import { openSealedToken } from "../tokens/open-sealed-token.ts";
import { chooseStore } from "../tokens/choose-store.ts";
import { requireTrusted } from "../catalog/require-trusted.ts";
import { teamProfile } from "./sealed-team.ts";
import { storeToken } from "../tokens/store-token.ts";
import { rememberTeamLogin } from "../catalog/team-logins.ts";

export interface UnsealRequest {
  readonly name: string;
  readonly store?: string | undefined;
  /** Do not ask before another token is replaced, or one is taken that nobody has agreed to. */
  readonly yes: boolean;
}

export interface UnsealedToken {
  readonly profile: Profile;
  readonly record: KeptToken;
  /** When the token was sealed, ISO 8601. */
  readonly sealedAt: string;
  /** Whether the person had another token of their own before. */
  readonly replaced: boolean;
}

/** Stores the sealed token of a team's profile as this person's own. Throws `TEAM_*`, `TOKEN_MISSING`, and what opening and storing throw. */
export async function unsealToken(
  engine: Parts<"tokens"> & Needs<typeof openSealedToken | typeof rememberTeamLogin | typeof chooseStore>,
  { name, store: explicit, yes }: UnsealRequest,
): Promise<UnsealedToken> {
  const member = await teamProfile(engine, name);
  const { profile } = member;
  requireTrusted(engine, profile);
  const sealed = await openSealedToken(engine, member);
  if (sealed === undefined) throw notSealed(profile);
  const former = engine.tokens.find(profile.id);
  const replaces = former !== undefined && !isTokenOf(former, sealed.token);
  if (!yes) await confirmUnseal(engine, profile, { replaces, isAgreed: sealed.agreement === "agreed" });
  const what = `the token of profile ${profile.name}`;
  const store = await chooseStore(engine, { explicit, recorded: keepingStore(former), what });
  const { token, destination } = sealed;
  const record = await storeToken(engine, profile, { token, destination, store, verified: false });
  await rememberTeamLogin(engine, profile);
  return { profile, record, sealedAt: sealed.sealedAt, replaced: replaces };
}

/** Neither loses a token that the team does not have, nor keeps one that somebody else may have put there, without a yes. */
async function confirmUnseal(
  { ask }: Parts<"ask">,
  { name }: Profile,
  { replaces, isAgreed }: { readonly replaces: boolean; readonly isAgreed: boolean },
): Promise<void> {
  const facts = [
    ...(replaces ? ["You have another token of your own for it, which would be replaced."] : []),
    ...(isAgreed ? [] : ["You have not agreed to the sealed file (k6p team trust)."]),
  ].join(" ");
  if (facts === "") return;
  const details = { profile: name };
  if (ask === undefined) {
    throw new K6pError("CONFIRMATION_NEEDED", {
      message: `Taking over the sealed token of profile ${name} needs a yes, and there is no terminal to ask on. ${facts}`,
      remedy: [`If that is right: k6p team unseal ${name} --yes`],
      details,
    });
  }
  if (await ask.confirm(`${facts} Take over the sealed token of profile ${name}?`, { default: false })) return;
  throw new K6pError("CANCELLED", { message: `Nothing was stored for profile ${name}.`, details });
}

function notSealed({ name }: Profile): K6pError {
  return new K6pError("TOKEN_MISSING", {
    message: `The team has sealed no token for profile ${name}.`,
    remedy: [`Enter one of your own: k6p login ${name}`, `Or let a member who has one seal it: k6p team seal ${name}`],
    details: { profile: name },
  });
}
