import { quotedPath } from "../../host/posix-quote.ts";
import { isAgeFile } from "../../sealed-tokens/sealed-file.ts";
import type { SealedFolder } from "../../sealed-tokens/sealed-folder.ts";
import { faultOf, type TeamFault, type TeamFinding } from "../../team-config/team-fault.ts";
import type { Parts } from "../../engine/engine.ts";
import type { Team } from "../../engine/team.ts";
import { sealedFolderOf } from "../tokens/sealed-folder.ts";

/** Problems of a team's sealed tokens that can be found without a key. */
export function sealedFindings(engine: Parts<"host" | "lockDirectory">, team: Team): readonly TeamFinding[] {
  const folder = sealedFolderOf(engine, team);
  const profiles = new Set([...team.whole.profiles.values()].map(({ name }) => name));
  return folder.names().flatMap((name): readonly TeamFinding[] => {
    if (!profiles.has(name)) return [orphan(folder, name)];
    const fault = contentFault(folder, name);
    return fault === undefined ? [] : [{ level: "error", ...fault }];
  });
}

function orphan(folder: SealedFolder, name: string): TeamFinding {
  return {
    level: "warning",
    code: "SEALED_MISMATCH",
    file: folder.pathOf(name),
    message: `it is sealed for profile ${name}, which the team file does not define`,
    remedy: [`git rm ${quotedPath(folder.pathOf(name))}`],
  };
}

function contentFault(folder: SealedFolder, name: string): TeamFault | undefined {
  const file = folder.pathOf(name);
  try {
    const bytes = folder.read(name);
    if (bytes === undefined || isAgeFile(bytes)) return undefined;
  } catch (error) {
    return faultOf(error, file);
  }
  const message = "it is not an age file, so no key opens it";
  return { code: "SEALED_UNUSABLE", file, message, remedy: [`Seal the token again: k6p team seal ${name}`] };
}
