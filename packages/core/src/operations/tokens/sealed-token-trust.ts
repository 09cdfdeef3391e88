import { quotedPath } from "../../host/posix-quote.ts";
import { sealDigest } from "../../sealed-tokens/trusted-seals.ts";
import type { Parts } from "../../engine/engine.ts";
import type { TeamProfileHere } from "../../engine/profile-catalog.ts";
import { sealedFolderOf, teamFolder } from "./sealed-folder.ts";
import { AGE_IDENTITY_FILE_VARIABLE, AGE_IDENTITY_VARIABLE } from "../../host/k6p-variables.ts";

/**
 * What the user has said to a sealed file, of which age does not tell who made it.
 *
 * - `agreed`: they have sealed it themselves, or trusted the team's file while it was there
 * - `other`: they have agreed to sealed files of this team, and not to this one
 * - `none`: they have never agreed to any of this team
 */
export type SealedTokenTrust = "agreed" | "other" | "none";

export function trustIn(
  engine: Parts<"host" | "trustedSeals">,
  { definition, team }: TeamProfileHere,
  bytes: Uint8Array,
): SealedTokenTrust {
  return agreementIn(engine, teamFolder(engine.host, team), { name: definition.name, bytes });
}

export function agreementIn(
  { trustedSeals }: Parts<"trustedSeals">,
  folder: string,
  { name, bytes }: { readonly name: string; readonly bytes: Uint8Array },
): SealedTokenTrust {
  const trusted = trustedSeals.of(folder);
  if (trusted === undefined) return "none";
  return trusted.get(name.toLowerCase())?.includes(sealDigest(bytes)) === true ? "agreed" : "other";
}

/** Says that a sealed token is used which nobody has agreed to here. A pipeline, which gets its key by a variable, has nobody to agree. */
export function describeTrust(
  engine: Parts<"host" | "lockDirectory" | "notify">,
  { profile, team }: TeamProfileHere,
  { agreement, sealedAt }: { readonly agreement: SealedTokenTrust; readonly sealedAt: string },
): void {
  const {
    notify,
    host: { env },
  } = engine;
  const day = sealedAt.slice(0, 10);
  if (agreement === "other") {
    notify({
      level: "warning",
      message: `The sealed token of profile ${profile.name} is none that you have agreed to; it says that it was sealed on ${day}.`,
      remedy: [
        `See who did it: git log -- ${quotedPath(sealedFolderOf(engine, team).path)}`,
        "If it is right, agree to it: k6p team trust",
      ],
    });
  }
  if (agreement === "none" && !env[AGE_IDENTITY_VARIABLE] && !env[AGE_IDENTITY_FILE_VARIABLE]) {
    notify({
      level: "info",
      message: `Profile ${profile.name} has the token that its team sealed on ${day}; another file in its place would be told once you agree to this one.`,
      remedy: ["Look, and agree to the team's file and its sealed tokens: k6p team trust"],
    });
  }
}

/** The bytes of the sealed token that a team's profile has; undefined where there is none. */
export function sealOf(
  engine: Parts<"host" | "lockDirectory">,
  { definition, team }: TeamProfileHere,
): Uint8Array | undefined {
  return sealedFolderOf(engine, team).read(definition.name);
}
