import { sealForTeam } from "../../sealed-tokens/seal-for-team.ts";
import type { SealedContent } from "../../sealed-tokens/sealed-content.ts";
import { sealDigest } from "../../sealed-tokens/trusted-seals.ts";
import type { Parts } from "../../engine/engine.ts";
import type { SealedTeam } from "./sealed-team.ts";

/** Seals a token for all recipients and writes its file, which the user thereby trusts. Throws `RECIPIENTS_INVALID`. */
export async function writeSealedToken(
  engine: Parts<"host" | "trustedSeals">,
  team: SealedTeam,
  content: Omit<SealedContent, "recipients" | "sealedAt">,
): Promise<string> {
  const file = await sealForTeam(engine.host, { ...team, content });
  await team.tokens.write(content.profile, file);
  await engine.trustedSeals.add(team.folder, new Map([[content.profile, sealDigest(file)]]));
  return team.tokens.pathOf(content.profile);
}
