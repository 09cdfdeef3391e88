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
import { trustIn, type SealedTokenTrust, describeTrust } from "./sealed-token-trust.ts";
import { sealedFolderOf } from "./sealed-folder.ts";

export interface OpenedToken extends Pick<SealedContent, "token" | "destination" | "sealedAt"> {
  readonly agreement: SealedTokenTrust;
}

/**
 * The sealed token of a team's profile, for the destination that k6 would use now; undefined when the team has sealed none for it.
 * Throws `SEALED_NOT_FOR_YOU`, `SEALED_MISMATCH`, `SEALED_UNUSABLE`, `TEAM_IDENTITY_LOST` or `STORE_*`.
 */
export async function openSealedToken(
  engine: Needs<typeof AgeKeys | typeof describeTrust | typeof trustIn>,
  member: TeamProfileHere,
  { env = engine.host.env }: { readonly env?: Environment } = {},
): Promise<OpenedToken | undefined> {
  const { profile, definition, team } = member;
  const folder = sealedFolderOf(engine, team);
  const bytes = folder.read(definition.name);
  if (bytes === undefined) return undefined;
  const file = folder.pathOf(definition.name);
  const opened = await new AgeKeys(engine).open(bytes);
  if (opened.kind !== "opened") throw sealedTokenError(opened, { profile: profile.name, file });
  const { content } = opened;
  const destination = destinationOf(bySelf(member), env);
  const wanted = { profile: definition.name, profileId: definition.id, destination };
  const parts = bindingDifferences(content, wanted);
  const { token, sealedAt } = content;
  if (parts.length === 0) {
    const agreement = trustIn(engine, member, bytes);
    describeTrust(engine, member, { agreement, sealedAt });
    return { token, destination, sealedAt, agreement };
  }
  throw new K6pError("SEALED_MISMATCH", {
    message: `${file} is not used for profile ${profile.name}: ${describe(parts, content, wanted)}.`,
    remedy: [
      ...variablesBehind(parts, profile, env).map((variable) => `If that is not wanted: unset ${variable}`),
      `See what has changed: git log -- ${quotedPath(file)}`,
      `If the profile is right, let a member seal its token again: k6p team seal ${profile.name}`,
    ],
    details: { profile: profile.name, file, differences: parts },
  });
}

/** As the team's file says: neither the sealed file nor a former login decides which stack the token is for. */
function bySelf({ profile, definition }: TeamProfileHere): Profile {
  return { ...profile, stackId: definition.settings.stackId };
}

function describe(parts: readonly BindingPart[], sealed: SealedBinding, wanted: SealedBinding): string {
  if (parts.includes("profile"))
    return `it holds the token of profile ${sealed.profile}, so files were renamed or swapped`;
  const changes = destinationParts(parts).map(
    (part) => `${part} was ${sealed.destination[part] ?? "none"} then and is ${wanted.destination[part] ?? "none"} now`,
  );
  if (changes.length === 0) return "it was sealed for another team's profile of that name";
  return `it was sealed for another destination (${changes.join("; ")})`;
}

function variablesBehind(parts: readonly BindingPart[], profile: Profile, env: Environment): readonly string[] {
  const sources = destinationParts(parts).map((part) => destinationSource(part, profile, env));
  return [...new Set(sources)].filter((source) => source.startsWith("K6_"));
}

function destinationParts(parts: readonly BindingPart[]): readonly DestinationPart[] {
  return parts.filter((part) => part !== "profile" && part !== "profileId");
}
