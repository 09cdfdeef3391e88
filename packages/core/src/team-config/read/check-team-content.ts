import * as v from "valibot";
import { sanitizeText } from "../../errors/sanitize-text.ts";
import { nearestName } from "../../profiles/nearest-name.ts";
import { type CheckedContent, type ContentFault, invalid } from "../content-fault.ts";
import { readTeamContent } from "./read-team-content.ts";
import { EMPTY_CONTENT } from "../team-file.ts";
import { definitionSchema, TEAM_VERSION, teamFileSchema } from "./team-schema.ts";
import { entryOf, offsetOf, plainValue, type TextMap, type TextNode } from "./text-node.ts";
import type { TextPlaces } from "./text-places.ts";

/** Checks a team file against its schema and reads it. */
export function checkTeamContent(root: TextNode, places: TextPlaces): CheckedContent {
  if (root.kind !== "map") return refused([invalid(root.start, "it must be a map that starts with version: 1")]);
  const versionFault = checkVersion(root);
  if (versionFault !== undefined) return refused([versionFault]);
  const lists = listsForMaps(root);
  if (lists.length > 0) return refused(lists);
  const result = v.safeParse(teamFileSchema, plainValue(root));
  if (!result.success) return refused(result.issues.map((issue) => faultOfIssue(issue, root)));
  return readTeamContent(root, { value: result.output, places });
}

function checkVersion(root: TextMap): ContentFault | undefined {
  const version = entryOf(root, "version")?.value;
  if (version === undefined) return invalid(root.start, `version is missing: add version: ${TEAM_VERSION}`);
  if (version.kind !== "scalar" || typeof version.value !== "number" || version.value <= TEAM_VERSION) return undefined;
  return {
    code: "TEAM_FILE_TOO_NEW",
    offset: version.start,
    message: `it has version ${version.value}, but this k6p supports versions up to ${TEAM_VERSION}`,
  };
}

/** Finds lists in place of maps, which the schema library accepts as objects. */
function listsForMaps(root: TextMap): readonly ContentFault[] {
  const profiles = entryOf(root, "profiles");
  const definitions = profiles?.value.kind === "map" ? profiles.value.entries : [];
  return [profiles, entryOf(root, "policy"), ...definitions].flatMap((entry) =>
    entry?.value.kind === "list"
      ? invalid(entry.value.start, `${sanitizeText(entry.key, 64)} must be a map, not a list`)
      : [],
  );
}

function refused(faults: readonly ContentFault[]): CheckedContent {
  return { content: EMPTY_CONTENT, faults };
}

function faultOfIssue(issue: v.BaseIssue<unknown>, root: TextNode): ContentFault {
  const path = (issue.path ?? []).map(({ key }) => (typeof key === "number" ? key : String(key)));
  if (issue.type !== "strict_object") return invalid(offsetOf(root, path), within(holderOf(path), issue.message));
  if (issue.expected !== "never") return invalid(offsetOf(root, path), within(path, "it must be a map of settings"));
  return invalid(offsetOf(root, path, "key"), within(path.slice(0, -1), unknownKey(path)));
}

/** Adds the profile or member to a schema message, which names only the setting. */
function holderOf(path: readonly (string | number)[]): readonly (string | number)[] {
  const isNamed = path.length === 2 && (path[0] === "profiles" || path[0] === "recipients");
  return isNamed ? path : path.slice(0, -1);
}

function within(path: readonly (string | number)[], message: string): string {
  return path.length === 0 ? message : `${path.map((step) => sanitizeText(String(step), 64)).join(".")}: ${message}`;
}

function unknownKey(path: readonly (string | number)[]): string {
  const key = String(path.at(-1));
  const known = knownKeys(path);
  const nearest = nearestName(key, known);
  const hint = nearest === undefined ? "" : `; did you mean ${nearest}?`;
  return `${JSON.stringify(sanitizeText(key, 60))} is not a known key${hint} (known keys: ${known.join(", ")})`;
}

function knownKeys(path: readonly (string | number)[]): readonly string[] {
  if (path.length === 1) return Object.keys(teamFileSchema.entries);
  if (path[0] === "policy") return Object.keys(teamFileSchema.entries.policy.wrapped.entries);
  return Object.keys(definitionSchema.entries);
}
