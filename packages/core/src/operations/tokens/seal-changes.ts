import { sealDigest, type Seals } from "../../sealed-tokens/trusted-seals.ts";
import type { FileChange } from "../../team-config/trust/compare-approved.ts";
import type { SealedFolder } from "../../sealed-tokens/sealed-folder.ts";
import type { Parts } from "../../engine/engine.ts";
import { problemOf } from "../../errors/problem.ts";
import type { Team } from "../../engine/team.ts";
import { sealedFolderOf, teamFolder } from "./sealed-folder.ts";

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
