import { sealDigest, type Seals } from "../sealed-tokens/trusted-seals.ts";
import type { FileChange } from "../team-config/compare-approved.ts";
import type { Engine } from "./engine.ts";
import type { TeamMember } from "./known-profiles.ts";
import type { Team } from "./read-team.ts";
import { sealedFolderOf, teamFolder } from "./sealed-folder-of.ts";

/** How the sealed tokens of a team differ from those that the user has agreed to; nothing where they never have. */
export function sealChanges(engine: Engine, team: Team): readonly FileChange[] {
  const before = engine.trustedSeals.of(teamFolder(engine.host, team));
  if (before === undefined) return [];
  const folder = sealedFolderOf(engine, team);
  const now = sealsOf(engine, team);
  const present = [...now].flatMap(([name, digest]): readonly FileChange[] => {
    const former = before.get(name);
    if (former === digest) return [];
    return [{ path: folder.pathOf(name), change: former === undefined ? "new" : "changed" }];
  });
  const gone = [...before.keys()].filter((name) => !now.has(name));
  return [...present, ...gone.map((name) => ({ path: folder.pathOf(name), change: "gone" as const }))];
}

/** Agrees to the sealed tokens of a team as they are now. */
export async function trustSeals(engine: Engine, team: Team): Promise<void> {
  await engine.trustedSeals.replace(teamFolder(engine.host, team), sealsOf(engine, team));
}

/** Warns when a sealed token is another one than the user has agreed to. */
export function warnOfOtherSeal(
  engine: Engine,
  { profile, definition, team }: TeamMember,
  { bytes, sealedAt }: { readonly bytes: Uint8Array; readonly sealedAt: string },
): void {
  const trusted = engine.trustedSeals.of(teamFolder(engine.host, team))?.get(definition.name);
  if (trusted === undefined || trusted === sealDigest(bytes)) return;
  engine.notify({
    level: "warning",
    message: `The sealed token of profile ${profile.name} is another one than you have agreed to: it says that it was sealed on ${sealedAt.slice(0, 10)}.`,
    remedy: ["See who did it: git log -- .k6p/sealed", "If it is right, agree to it: k6p team trust"],
  });
}

function sealsOf(engine: Engine, team: Team): Seals {
  const folder = sealedFolderOf(engine, team);
  return new Map(folder.files().map(({ name, bytes }) => [name, sealDigest(bytes)]));
}
