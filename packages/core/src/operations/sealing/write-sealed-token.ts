import { sealForTeam } from "../../sealed-tokens/seal-for-team.ts";
import type { SealedContent } from "../../sealed-tokens/sealed-content.ts";
import { sealDigest } from "../../sealed-tokens/trusted-seals.ts";
import type { Parts } from "../../engine/engine.ts";
import type { SealedTeam } from "./sealed-team.ts";

/** Seals a token for all recipients and writes its file, which the user thereby trusts. Throws `RECIPIENTS_INVALID`. */
export async function writeSealedToken(
  engine: Parts<"host" | "trustedSeals" | "tokenExports">,
  team: SealedTeam,
  content: Omit<SealedContent, "recipients" | "sealedAt">,
): Promise<string> {
  const file = await sealForTeam(engine.host, { ...team, content });
  const path = team.tokens.pathOf(content.profile);
  await engine.tokenExports.remember({ profileId: content.profileId, kind: "sealed", path });
  // First, so that what a killed process has sealed is trusted as well.
  await engine.trustedSeals.add(team.folder, new Map([[content.profile, sealDigest(file)]]));
  await team.tokens.write(content.profile, file);
  return path;
}
