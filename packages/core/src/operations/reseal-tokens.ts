import { K6pError } from "../errors/k6p-error.ts";
import type { SealedContent } from "../sealed-tokens/sealed-content.ts";
import { cannotOpen } from "./cannot-open.ts";
import type { Engine } from "./engine.ts";
import { MemberKeys, type OpenedHere } from "./member-keys.ts";
import { type Problem, problemOf } from "./problem.ts";
import { agreementIn } from "./seal-agreement.ts";
import { putSeal } from "./put-seal.ts";
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
export async function resealTokens(engine: Engine, team: SealedTeam): Promise<ResealedTokens> {
  const keys = new MemberKeys(engine);
  const resealed: ResealedToken[] = [];
  const left: LeftToken[] = [];
  for (const { name: profile, bytes } of team.tokens.files()) {
    const file = team.tokens.pathOf(profile);
    const isOther = agreementIn(engine, team.folder, { name: profile, bytes }) === "other";
    const opened = await keys.open(bytes);
    const fault = isOther ? notAgreedTo(file) : faultOf(opened, { profile, file });
    if (fault !== undefined) left.push({ profile, file, problem: problemOf(fault) });
    else if (opened.kind === "opened") resealed.push({ profile, file, content: opened.content });
  }
  for (const { content } of resealed) await putSeal(engine, team, content);
  return { resealed, left };
}

function faultOf(opened: OpenedHere, place: { readonly profile: string; readonly file: string }): K6pError | undefined {
  if (opened.kind !== "opened") return cannotOpen(opened, place);
  const { profile } = opened.content;
  if (profile === place.profile) return undefined;
  return new K6pError("SEALED_MISMATCH", {
    message: `${place.file} holds the token of profile ${profile}, so files were renamed or swapped.`,
    remedy: ["See what has changed: git log -- .k6p/sealed"],
    details: { file: place.file },
  });
}

/** Sealing it anew would make somebody else's token look like one that this user has sealed. */
function notAgreedTo(file: string): K6pError {
  return new K6pError("TEAM_NOT_TRUSTED", {
    message: `${file} is none that you have agreed to, so it is not sealed anew.`,
    remedy: ["See who did it: git log -- .k6p/sealed", "If it is right, agree to it: k6p team trust"],
    details: { file },
  });
}
