import { K6pError } from "../../errors/k6p-error.ts";
import { quotedPath } from "../../host/posix-quote.ts";
import type { SealedContent } from "../../sealed-tokens/sealed-content.ts";
import { sealedTokenError } from "../tokens/sealed-token-error.ts";
import type { Needs } from "../../engine/engine.ts";
import { AgeKeys, type OpenedHere } from "../tokens/age-keys.ts";
import { type Problem, problemOf } from "../../errors/problem.ts";
import { agreementIn } from "../tokens/sealed-token-trust.ts";
import { writeSealedToken } from "./write-sealed-token.ts";
import type { SealedTeam } from "./sealed-team.ts";

export interface ResealedToken {
  /** Name of the profile in the team file. */
  readonly profile: string;
  readonly file: string;
  /** As it was before. */
  readonly content: SealedContent;
}

/** A sealed file that stays as it is. */
export interface LeftToken {
  readonly profile: string;
  readonly file: string;
  readonly problem: Problem;
}

export interface ResealedTokens {
  readonly resealed: readonly ResealedToken[];
  readonly left: readonly LeftToken[];
}

/**
 * Encrypts every sealed token of a team anew, for its present recipients; what each is bound to stays. All are opened before the first one
 * is written. Throws `RECIPIENTS_INVALID`, `TEAM_IDENTITY_LOST` or `STORE_*`.
 */
export async function resealTokens(
  engine: Needs<typeof AgeKeys | typeof agreementIn>,
  team: SealedTeam,
): Promise<ResealedTokens> {
  const keys = new AgeKeys(engine);
  const resealed: ResealedToken[] = [];
  const left: LeftToken[] = [];
  for (const profile of team.tokens.names()) {
    const file = team.tokens.pathOf(profile);
    try {
      const bytes = team.tokens.read(profile);
      if (bytes === undefined) continue;
      if (agreementIn(engine, team.folder, { name: profile, bytes }) !== "agreed") throw notAgreedTo(file);
      const content = contentOf(await keys.open(bytes), { profile, file });
      resealed.push({ profile, file, content });
    } catch (error) {
      if (isOfStore(error)) throw error;
      left.push({ profile, file, problem: problemOf(error) });
    }
  }
  for (const { content } of resealed) await writeSealedToken(engine, team, content);
  return { resealed, left };
}

/** What concerns the user's key ends the command, and no single file. */
function isOfStore(error: unknown): boolean {
  return error instanceof K6pError && /^(STORE_|TEAM_IDENTITY_|CANCELLED)/.test(error.code);
}

function contentOf(opened: OpenedHere, place: { readonly profile: string; readonly file: string }): SealedContent {
  if (opened.kind !== "opened") throw sealedTokenError(opened, place);
  const { profile } = opened.content;
  if (profile === place.profile) return opened.content;
  throw new K6pError("SEALED_MISMATCH", {
    message: `${place.file} holds the token of profile ${profile}, so files were renamed or swapped.`,
    remedy: [`See what has changed: git log -- ${quotedPath(place.file)}`],
    details: { file: place.file },
  });
}

/** Sealing it anew would make somebody else's token look like one that this user has sealed. */
function notAgreedTo(file: string): K6pError {
  return new K6pError("TEAM_NOT_TRUSTED", {
    message: `${file} is none that you have agreed to, so it is not sealed anew.`,
    remedy: [`See who did it: git log -- ${quotedPath(file)}`, "If it is right, agree to it: k6p team trust"],
    details: { file },
  });
}
