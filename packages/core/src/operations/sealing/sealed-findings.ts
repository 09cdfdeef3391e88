import { quotedPath } from "../../host/posix-quote.ts";
import { isAgeFile } from "../../sealed-tokens/sealed-file.ts";
import type { SealedFolder } from "../../sealed-tokens/sealed-folder.ts";
import { faultOf, type TeamFault, type TeamFinding } from "../../team-config/team-fault.ts";
import type { Parts } from "../../engine/engine.ts";
import type { Team } from "../../engine/team.ts";
import { sealedFolderOf } from "../tokens/sealed-folder.ts";

/** What is wrong with the sealed tokens of a team, as far as it can be seen without a key. */
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
    message: `it is sealed for a profile ${name}, which the team does not have`,
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
  const message = "it is no file of age, so it opens for nobody";
  return { code: "SEALED_UNUSABLE", file, message, remedy: [`Seal the token again: k6p team seal ${name}`] };
}
