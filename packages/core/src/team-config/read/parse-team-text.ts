import { scanJson } from "../../json-text/scan-json.ts";
import { checkTeamContent } from "./check-team-content.ts";
import { parseJsonMember, parseJsonText } from "./parse-json-text.ts";
import { EMPTY_CONTENT, type TeamFileContent } from "../team-file.ts";
import type { TeamFault } from "../team-fault.ts";
import { PACKAGE_KEY, type TeamFormat } from "../team-places.ts";
import { TextFault } from "./text-limits.ts";
import { TextPlaces } from "./text-places.ts";
import { plainValue, type TextNode } from "./text-node.ts";
import { findTokenTraces, isSecretKey, type TokenTrace } from "../token-traces.ts";
import { tokenRemedy } from "../token-remedy.ts";

const MERGE_MARK = /^(?:<{7}|>{7})(?: |$)/m;

export interface ParsedTeamText {
  /** Empty when there are faults. */
  readonly content: TeamFileContent;
  readonly faults: readonly TeamFault[];
}

/** Reads the text of a team file. Returns every error in it as a fault and throws nothing. */
export async function parseTeamText(
  text: string,
  file: { readonly path: string; readonly format: TeamFormat },
): Promise<ParsedTeamText> {
  const places = new TextPlaces(text);
  const fault = (offset: number, found: Pick<TeamFault, "code" | "message" | "remedy">): TeamFault => ({
    file: file.path,
    ...places.at(offset),
    ...found,
  });
  const invalid = (offset: number, message: string): TeamFault =>
    fault(offset, { code: "TEAM_FILE_INVALID", message, remedy: [] });

  const mark = MERGE_MARK.exec(text);
  if (mark !== null)
    return {
      content: EMPTY_CONTENT,
      faults: [invalid(mark.index, "it contains merge conflict markers; resolve the conflict")],
    };

  let root: TextNode | undefined;
  try {
    root = await parseFormat(text, file.format);
  } catch (error) {
    if (!(error instanceof TextFault)) throw error;
    return { content: EMPTY_CONTENT, faults: [invalid(error.offset, error.message)] };
  }
  if (root === undefined)
    return { content: EMPTY_CONTENT, faults: [invalid(0, "it is empty; a team file starts with version: 1")] };

  const tokens = tokensIn(text, root, file.format).map(({ offset, what, isKey }) =>
    fault(offset, {
      code: "TEAM_FILE_HAS_TOKEN",
      message: `this is ${what}, and anyone who can read the file can use it`,
      remedy: tokenRemedy(file.path, { line: places.at(offset).line, isKey }),
    }),
  );
  if (tokens.length > 0) return { content: EMPTY_CONTENT, faults: tokens };
  const { content, faults } = checkTeamContent(root, places);
  return {
    content: faults.length === 0 ? content : EMPTY_CONTENT,
    faults: faults.map(({ offset, code, message }) =>
      fault(offset, { code, message, remedy: code === "TEAM_FILE_TOO_NEW" ? ["Update k6p."] : [] }),
    ),
  };
}

/** The plain value of a team file without faults. */
export async function parseTeamValue(text: string, format: TeamFormat): Promise<Record<string, unknown>> {
  const root = await parseFormat(text, format);
  const value = root === undefined ? undefined : plainValue(root);
  return typeof value === "object" && value !== null ? { ...value } : {};
}

async function parseFormat(text: string, format: TeamFormat): Promise<TextNode | undefined> {
  if (format === "json") return parseJsonText(text);
  if (format === "package") return parseJsonMember(text, PACKAGE_KEY);
  const { parseYamlText } = await import("./parse-yaml-text.ts");
  return parseYamlText(text);
}

function tokensIn(text: string, root: TextNode, format: TeamFormat): readonly TokenTrace[] {
  const end = format === "package" ? scanJson(text, root.start) : text.length;
  const start = format === "package" ? root.start : 0;
  const traces = findTokenTraces(text.slice(start, end)).map((trace) => ({ ...trace, offset: trace.offset + start }));
  return [...traces, ...secretKeys(root)];
}

function secretKeys(node: TextNode): readonly TokenTrace[] {
  if (node.kind === "scalar") return [];
  if (node.kind === "list") return node.items.flatMap(secretKeys);
  return node.entries.flatMap(({ key, keyStart, value }) =>
    value.kind === "scalar" && isSecretKey(key)
      ? [{ offset: keyStart, what: `a key for a secret (${key})` }]
      : secretKeys(value),
  );
}
