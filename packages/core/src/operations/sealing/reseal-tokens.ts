import { K6pError } from "../../errors/k6p-error.ts";
import { quotedPath } from "../../host/posix-quote.ts";
import type { SealedContent } from "../../sealed-tokens/sealed-content.ts";
import { sealedTokenError } from "../tokens/sealed-token-error.ts";
import type { Needs } from "../../engine/engine.ts";
import { AgeKeys, type OpenedHere } from "../tokens/age-keys.ts";
import { type Problem, problemOf } from "../../errors/problem.ts";
import { trustInFolder } from "../tokens/sealed-token-trust.ts";
import { writeSealedToken } from "./write-sealed-token.ts";
import type { SealedTeam } from "./sealed-team.ts";

export interface ResealedToken {
  /** Name of the profile in the team file. */
  readonly profile: string;
  readonly file: string;
  /** Its content before. */
  readonly content: SealedContent;
}

/** A sealed file that was not changed. */
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
 * Encrypts every sealed token of a team again for its current recipients; their bindings stay the same. Opens all of them before it
 * writes the first one. Throws `RECIPIENTS_INVALID`, `MEMBER_KEY_LOST` or `STORE_*`.
 */
export async function resealTokens(
  engine: Needs<typeof AgeKeys | typeof trustInFolder | typeof writeSealedToken>,
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
      if (trustInFolder(engine, team.folder, { name: profile, bytes }) !== "trusted") throw notTrusted(file);
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

/** An error with your own key concerns all files, so it ends the command. */
function isOfStore(error: unknown): boolean {
  return error instanceof K6pError && /^(STORE_|MEMBER_KEY_|CANCELLED)/.test(error.code);
}

function contentOf(opened: OpenedHere, place: { readonly profile: string; readonly file: string }): SealedContent {
  if (opened.kind !== "opened") throw sealedTokenError(opened, place);
  const { profile } = opened.content;
  if (profile === place.profile) return opened.content;
  throw new K6pError("SEALED_MISMATCH", {
    message: `${place.file} contains the token of profile ${profile}, so the file was renamed or swapped.`,
    remedy: [`See who changed it: git log -- ${quotedPath(place.file)}`],
    details: { file: place.file },
  });
}

/** Resealing it would make a token from someone else look like one that this user sealed. */
function notTrusted(file: string): K6pError {
  return new K6pError("TEAM_NOT_TRUSTED", {
    message: `Not resealing ${file}: you have not trusted it.`,
    remedy: [`See who changed it: git log -- ${quotedPath(file)}`, "If it is correct, trust it: k6p team trust"],
    details: { file },
  });
}
