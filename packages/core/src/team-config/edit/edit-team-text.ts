import { isDeepStrictEqual } from "node:util";
import { K6pError } from "../../errors/k6p-error.ts";
import { editJsonTeam } from "./edit-json-team.ts";
import { PACKAGE_KEY, type TeamFormat } from "../team-places.ts";
import { parseTeamValue } from "../read/parse-team-text.ts";
import type { TeamEdit } from "./team-edit.ts";

/**
 * Adds a profile to the text of a team file without faults, or removes one, and keeps the comments, order and layout of the rest. Throws
 * `TEAM_FILE_LAYOUT` if the result would not be exactly that.
 */
export async function editTeamText(
  text: string,
  edit: TeamEdit,
  file: { readonly path: string; readonly format: TeamFormat },
): Promise<string> {
  const edited = await editFormat(text, edit, file.format);
  const wanted = valueAfter(await parseTeamValue(text, file.format), edit);
  if (edited !== undefined && isDeepStrictEqual(plain(await parseTeamValue(edited, file.format)), plain(wanted)))
    return edited;
  throw new K6pError("TEAM_FILE_LAYOUT", {
    message: `${file.path} has a layout that k6p cannot edit without changing other parts of it. Nothing was changed.`,
    remedy: [`Edit it by hand: ${edit.kind} the profile ${edit.name} under profiles.`],
    details: { file: file.path, profile: edit.name },
  });
}

async function editFormat(text: string, edit: TeamEdit, format: TeamFormat): Promise<string | undefined> {
  if (format !== "yaml") return editJsonTeam(text, edit, format === "package" ? PACKAGE_KEY : undefined);
  const { editYamlTeam } = await import("./edit-yaml-team.ts");
  const isOfWindows = /\r\n/.test(text) && !/(?<!\r)\n/.test(text);
  if (!isOfWindows) return editYamlTeam(text, edit);
  return editYamlTeam(text.replaceAll("\r\n", "\n"), edit)?.replaceAll("\n", "\r\n");
}

function valueAfter(value: Record<string, unknown>, edit: TeamEdit): Record<string, unknown> {
  const { profiles } = value;
  const entries = Object.entries(typeof profiles === "object" && profiles !== null ? profiles : {});
  const rest = entries.filter(([name]) => name !== edit.name);
  if (edit.kind === "remove" && profiles === undefined) return value;
  const added: readonly [string, unknown][] =
    edit.kind === "add" ? [[edit.name, Object.fromEntries(edit.entries)]] : [];
  return { ...value, profiles: Object.fromEntries([...rest, ...added]) };
}

/** The same data with ordinary objects, so that only content is compared. */
function plain(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value));
}
