import { isTokenOf } from "../../credentials/recognise-token.ts";
import { type KeptToken, keepingStore } from "../../credentials/token-record.ts";
import { K6pError } from "../../errors/k6p-error.ts";
import type { Profile } from "../../profiles/profile.ts";
import { requireYes } from "../../engine/confirm.ts";
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
  /** Do not ask before replacing another token or using a sealed token that the user has not trusted. */
  readonly yes: boolean;
}

export interface UnsealedToken {
  readonly profile: Profile;
  readonly record: KeptToken;
  /** When the token was sealed, ISO 8601. */
  readonly sealedAt: string;
  /** Whether the user had a different token before. */
  readonly replaced: boolean;
}

/** Stores the sealed token of a team profile as the user's own. Throws `TEAM_*`, `TOKEN_MISSING`, and what opening and storing throw. */
export async function unsealToken(
  engine: Parts<"tokens"> &
    Needs<typeof openSealedToken | typeof rememberTeamLogin | typeof chooseStore | typeof storeToken>,
  { name, store: explicit, yes }: UnsealRequest,
): Promise<UnsealedToken> {
  const here = await teamProfile(engine, name);
  const { profile } = here;
  requireTrusted(engine, profile);
  const sealed = await openSealedToken(engine, here);
  if (sealed === undefined) throw notSealed(profile);
  const previous = engine.tokens.find(profile.id);
  const replaces = previous !== undefined && !isTokenOf(previous, sealed.token);
  if (!yes) await confirmUnseal(engine, profile, { replaces, isTrusted: sealed.trust === "trusted" });
  const what = `the token of profile ${profile.name}`;
  const store = await chooseStore(engine, { explicit, recorded: keepingStore(previous), what });
  const { token, destination } = sealed;
  const record = await storeToken(engine, profile, { token, destination, store, verified: false });
  await rememberTeamLogin(engine, profile);
  return { profile, record, sealedAt: sealed.sealedAt, replaced: replaces };
}

/** Asks before replacing a token that the team may not have, and before using one that someone else may have put there. */
async function confirmUnseal(
  engine: Parts<"ask">,
  { name }: Profile,
  { replaces, isTrusted }: { readonly replaces: boolean; readonly isTrusted: boolean },
): Promise<void> {
  const facts = [
    ...(replaces ? ["This replaces your own, different token."] : []),
    ...(isTrusted ? [] : ["You have not trusted the sealed file (k6p team trust)."]),
  ].join(" ");
  if (facts === "") return;
  await requireYes(engine, {
    action: `Storing the sealed token of profile ${name}`,
    facts,
    question: `Store the sealed token of profile ${name}?`,
    command: `k6p team unseal ${name}`,
    declined: `Nothing was stored for profile ${name}.`,
    details: { profile: name },
  });
}

function notSealed({ name }: Profile): K6pError {
  return new K6pError("TOKEN_MISSING", {
    message: `The team has not sealed a token for profile ${name}.`,
    remedy: [
      `Enter your own token: k6p login ${name}`,
      `Or ask a member who has one to seal it: k6p team seal ${name}`,
    ],
    details: { profile: name },
  });
}
