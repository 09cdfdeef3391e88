import { type DestinationPart, destinationOf, destinationSource } from "../../credentials/destination.ts";
import { K6pError } from "../../errors/k6p-error.ts";
import type { Environment } from "../../host/host.ts";
import { quotedPath } from "../../host/posix-quote.ts";
import type { Profile } from "../../profiles/profile.ts";
import {
  bindingDifferences,
  type BindingPart,
  type SealedBinding,
  type SealedContent,
} from "../../sealed-tokens/sealed-content.ts";
import { sealedTokenError } from "./sealed-token-error.ts";
import type { Needs } from "../../engine/engine.ts";
import type { TeamProfileHere } from "../../engine/profile-catalog.ts";
import { AgeKeys } from "./age-keys.ts";
import { trustIn, type SealedTokenTrust, warnUntrusted } from "./sealed-token-trust.ts";
import { sealedFolderOf } from "./sealed-folder.ts";

export interface OpenedToken extends Pick<SealedContent, "token" | "destination" | "sealedAt"> {
  readonly trust: SealedTokenTrust;
}

/**
 * The sealed token of a team profile, for the destination that k6 would use now; undefined if the team has not sealed one. Throws
 * `SEALED_NOT_FOR_YOU`, `SEALED_MISMATCH`, `SEALED_UNUSABLE`, `MEMBER_KEY_LOST` or `STORE_*`.
 */
export async function openSealedToken(
  engine: Needs<typeof AgeKeys | typeof warnUntrusted | typeof trustIn>,
  teamProfile: TeamProfileHere,
  { env = engine.host.env }: { readonly env?: Environment } = {},
): Promise<OpenedToken | undefined> {
  const { profile, definition, team } = teamProfile;
  const folder = sealedFolderOf(engine, team);
  const bytes = folder.read(definition.name);
  if (bytes === undefined) return undefined;
  const file = folder.pathOf(definition.name);
  const opened = await new AgeKeys(engine).open(bytes);
  if (opened.kind !== "opened") throw sealedTokenError(opened, { profile: profile.name, file });
  const { content } = opened;
  const destination = destinationOf(bySelf(teamProfile), env);
  const wanted = { profile: definition.name, profileId: definition.id, destination };
  const parts = bindingDifferences(content, wanted);
  const { token, sealedAt } = content;
  if (parts.length === 0) {
    const trust = trustIn(engine, teamProfile, bytes);
    warnUntrusted(engine, teamProfile, { trust, sealedAt });
    return { token, destination, sealedAt, trust };
  }
  throw new K6pError("SEALED_MISMATCH", {
    message: `Not using ${file} for profile ${profile.name}: ${describe(parts, content, wanted)}.`,
    remedy: [
      ...variablesBehind(parts, profile, env).map((variable) => `To use the profile's own hosts: unset ${variable}`),
      `See who changed it: git log -- ${quotedPath(file)}`,
      `If the profile is correct, a member can seal its token again: k6p team seal ${profile.name}`,
    ],
    details: { profile: profile.name, file, differences: parts },
  });
}

/** With the team file's stack ID: neither the sealed file nor a previous login decides which stack the token is for. */
function bySelf({ profile, definition }: TeamProfileHere): Profile {
  return { ...profile, stackId: definition.settings.stackId };
}

function describe(parts: readonly BindingPart[], sealed: SealedBinding, wanted: SealedBinding): string {
  if (parts.includes("profile"))
    return `it contains the token of profile ${sealed.profile}, so the file was renamed or swapped`;
  const changes = destinationParts(parts).map(
    (part) => `${part} was ${sealed.destination[part] ?? "none"}, is now ${wanted.destination[part] ?? "none"}`,
  );
  if (changes.length === 0) return "it was sealed for a profile with the same name in another team";
  return `it was sealed for another destination (${changes.join("; ")})`;
}

function variablesBehind(parts: readonly BindingPart[], profile: Profile, env: Environment): readonly string[] {
  const sources = destinationParts(parts).map((part) => destinationSource(part, profile, env));
  return [...new Set(sources)].filter((source) => source.startsWith("K6_"));
}

function destinationParts(parts: readonly BindingPart[]): readonly DestinationPart[] {
  return parts.filter((part) => part !== "profile" && part !== "profileId");
}
