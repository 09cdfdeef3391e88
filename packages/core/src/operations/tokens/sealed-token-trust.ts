import { quotedPath } from "../../host/posix-quote.ts";
import { sealDigest, type Seals } from "../../sealed-tokens/trusted-seals.ts";
import type { Parts } from "../../engine/engine.ts";
import type { TeamProfileHere } from "../../engine/profile-catalog.ts";
import { sealedFolderOf, teamFolder } from "./sealed-folder.ts";
import { AGE_IDENTITY_FILE_VARIABLE, AGE_IDENTITY_VARIABLE } from "../../host/k6p-variables.ts";
import type { FileChange } from "../../team-config/trust/compare-trusted.ts";
import type { SealedFolder } from "../../sealed-tokens/sealed-folder.ts";
import { problemOf } from "../../errors/problem.ts";
import type { Team } from "../../engine/team.ts";

/**
 * Whether the user trusts a sealed file. age does not prove who made it.
 *
 * - `trusted`: the user sealed it, or trusted the team file while it was there
 * - `untrusted`: the user trusts other sealed files of this team, but not this one
 * - `none`: the user has never trusted a sealed file of this team
 */
export type SealedTokenTrust = "trusted" | "untrusted" | "none";

export function trustIn(
  engine: Parts<"host" | "trustedSeals">,
  { definition, team }: TeamProfileHere,
  bytes: Uint8Array,
): SealedTokenTrust {
  return trustInFolder(engine, teamFolder(engine.host, team), { name: definition.name, bytes });
}

export function trustInFolder(
  { trustedSeals }: Parts<"trustedSeals">,
  folder: string,
  { name, bytes }: { readonly name: string; readonly bytes: Uint8Array },
): SealedTokenTrust {
  const trusted = trustedSeals.of(folder);
  if (trusted === undefined) return "none";
  return trusted.get(name.toLowerCase())?.includes(sealDigest(bytes)) === true ? "trusted" : "untrusted";
}

/** Warns that a sealed token is used that the user has not trusted. In a pipeline, which gets its key from a variable, there is no one to trust it. */
export function warnUntrusted(
  engine: Parts<"host" | "lockDirectory" | "notify">,
  { profile, team }: TeamProfileHere,
  { trust, sealedAt }: { readonly trust: SealedTokenTrust; readonly sealedAt: string },
): void {
  const {
    notify,
    host: { env },
  } = engine;
  const day = sealedAt.slice(0, 10);
  if (trust === "untrusted") {
    notify({
      level: "warning",
      message: `You have not trusted the sealed token of profile ${profile.name} (sealed on ${day}).`,
      remedy: [
        `See who changed it: git log -- ${quotedPath(sealedFolderOf(engine, team).path)}`,
        "If it is correct, trust it: k6p team trust",
      ],
    });
  }
  if (trust === "none" && !env[AGE_IDENTITY_VARIABLE] && !env[AGE_IDENTITY_FILE_VARIABLE]) {
    notify({
      level: "info",
      message: `Using the token of profile ${profile.name} that the team sealed on ${day}. If you trust it, k6p warns you when the file changes.`,
      remedy: ["Review and trust the team file and its sealed tokens: k6p team trust"],
    });
  }
}

/** The content of a team profile's sealed file; undefined if there is none. */
export function sealOf(
  engine: Parts<"host" | "lockDirectory">,
  { definition, team }: TeamProfileHere,
): Uint8Array | undefined {
  return sealedFolderOf(engine, team).read(definition.name);
}

/** A team's sealed tokens as they are now, read once, so the user trusts exactly what they saw. */
export function readSeals(engine: Parts<"host" | "lockDirectory" | "notify">, team: Team): Seals {
  const folder = sealedFolderOf(engine, team);
  const seals = new Map<string, string>();
  for (const name of folder.names()) {
    const bytes = readOrWarn(engine, folder, name);
    if (bytes !== undefined) seals.set(name, sealDigest(bytes));
  }
  return seals;
}

/** An unreadable file does not hide the others. */
function readOrWarn(engine: Parts<"notify">, folder: SealedFolder, name: string): Uint8Array | undefined {
  try {
    return folder.read(name);
  } catch (error) {
    const { message, remedy } = problemOf(error);
    engine.notify({ level: "warning", message, remedy });
    return undefined;
  }
}

/** The sealed tokens that the user has not trusted. */
export function sealChanges(
  engine: Parts<"host" | "lockDirectory" | "trustedSeals">,
  team: Team,
  seals: Seals,
): readonly FileChange[] {
  const trusted = engine.trustedSeals.of(teamFolder(engine.host, team));
  const folder = sealedFolderOf(engine, team);
  return [...seals].flatMap(([name, digest]): readonly FileChange[] => {
    const previous = trusted?.get(name.toLowerCase());
    if (previous?.includes(digest) === true) return [];
    return [{ path: folder.pathOf(name), change: previous === undefined ? "new" : "changed" }];
  });
}

/** Trusts sealed tokens that `readSeals` returned. */
export async function trustSeals(engine: Parts<"host" | "trustedSeals">, team: Team, seals: Seals): Promise<void> {
  await engine.trustedSeals.add(teamFolder(engine.host, team), seals);
}

/** Revokes the user's trust in a team's sealed tokens. */
export function forgetSeals(engine: Parts<"host" | "trustedSeals">, team: Team): void {
  engine.trustedSeals.forget(teamFolder(engine.host, team));
}
