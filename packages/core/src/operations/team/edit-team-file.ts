import { K6pError } from "../../errors/k6p-error.ts";
import { editFile } from "../../host/files/edit-file.ts";
import { editTeamText } from "../../team-config/edit/edit-team-text.ts";
import type { TeamEdit } from "../../team-config/edit/team-edit.ts";
import { LARGEST_TEAM_FILE } from "../../team-config/read/text-limits.ts";
import type { Parts } from "../../engine/engine.ts";
import type { Team } from "../../engine/team.ts";

const BOM = "\uFEFF";

/** Edits the team file and keeps its mode. Throws `FILE_CHANGED` if the file changed since it was read, and what `editTeamText` throws. */
export async function editTeamFile(
  engine: Parts<"host" | "lockDirectory">,
  { graph, path }: Team,
  edit: TeamEdit,
): Promise<void> {
  const { realPath, format } = graph.root;
  const snapshot = engine.host.files.read(realPath, LARGEST_TEAM_FILE);
  if (snapshot === undefined) throw changed(path);
  const text = Buffer.from(snapshot.bytes).toString("utf8");
  const start = text.startsWith(BOM) ? BOM : "";
  const edited = start + (await editTeamText(text.slice(start.length), edit, { path, format }));
  await editFile(engine.host, {
    path: realPath,
    lockDirectory: engine.lockDirectory,
    maxBytes: LARGEST_TEAM_FILE,
    mode: snapshot.status.mode & 0o777,
    edit(current) {
      if (current === undefined || Buffer.compare(current.bytes, snapshot.bytes) !== 0) throw changed(path);
      return Buffer.from(edited);
    },
  });
}

function changed(path: string): K6pError {
  return new K6pError("FILE_CHANGED", {
    message: `Another program changed ${path} while k6p was editing it.`,
    remedy: ["Try again."],
    details: { file: path },
  });
}
