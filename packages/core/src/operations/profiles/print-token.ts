import { markOf } from "../../credentials/recognise-token.ts";
import type { Needs, Parts } from "../../engine/engine.ts";
import { K6pError } from "../../errors/k6p-error.ts";
import type { Secret } from "../../secrets/secret.ts";
import { chooseProfile, type ChosenProfile } from "../select/choose-profile.ts";
import { describeProfile, type TokenSummary } from "../tokens/describe-profile.ts";
import { obtainCredentials } from "../tokens/obtain-credentials.ts";

export interface TokenRequest {
  readonly name?: string | undefined;
  /**
   * - `token`: the token itself
   * - `facts`: only what is known about it; opens no store
   */
  readonly want: "token" | "facts";
  /** Whether the token would be shown on a screen: it is then printed only with `reveal`. */
  readonly toTerminal: boolean;
  readonly reveal: boolean;
}

export interface PrintedToken extends ChosenProfile {
  readonly token: TokenSummary;
  /** Recognizes the token without giving it away; undefined where k6p has no record of it. */
  readonly fingerprint: string | undefined;
  readonly secret: Secret | undefined;
}

/** A profile's token for another program. Throws `USAGE` instead of showing it on a terminal, and what `obtainCredentials` throws. */
export async function printToken(
  engine: Parts<"tokens"> & Needs<typeof chooseProfile | typeof obtainCredentials | typeof describeProfile>,
  request: TokenRequest,
): Promise<PrintedToken> {
  const { name, want, toTerminal, reveal } = request;
  const chosen = await chooseProfile(engine, name);
  const { profile } = chosen;
  if (want === "token" && toTerminal && !reveal) throw notOnScreen(profile.name);
  const secret = want === "token" ? (await obtainCredentials(engine, profile)).identity.token : undefined;
  const record = engine.tokens.find(profile.id);
  return {
    ...chosen,
    token: describeProfile(engine, profile).token,
    fingerprint: record === undefined ? undefined : markOf(record).fingerprint,
    secret,
  };
}

function notOnScreen(name: string): K6pError {
  return new K6pError("USAGE", {
    message: `The token of profile ${name} was not printed: standard output is a terminal.`,
    remedy: [
      `Pipe it to the program that needs it: k6p token ${name} | PROGRAM`,
      `Show it on the screen: k6p token ${name} --reveal`,
    ],
    details: { profile: name },
  });
}
