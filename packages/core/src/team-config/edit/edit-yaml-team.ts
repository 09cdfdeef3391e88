import { isMap, isScalar, type Pair, parseDocument, type YAMLMap } from "yaml";
import { YAML_OPTIONS } from "../read/parse-yaml-text.ts";
import type { TeamEdit } from "./team-edit.ts";
import { yamlProfile } from "../read/yaml-lines.ts";

/** Where the lines of an entry start and end, including the line break after them. */
interface Lines {
  readonly start: number;
  readonly end: number;
}

/** Changes a YAML team file that has been checked: adds or removes whole lines and keeps all others. Undefined if it is not laid out in lines. */
export function editYamlTeam(text: string, edit: TeamEdit): string | undefined {
  const root = parseDocument(text, YAML_OPTIONS).contents;
  if (!isMap(root) || root.flow === true) return undefined;
  const member = pairOf(root, "profiles");
  if (member === undefined) return edit.kind === "add" ? append(text, edit) : text;
  const profiles: unknown = member.value;
  if (!isMap(profiles)) return undefined;
  if (profiles.flow === true) return editFlow(text, edit, { member, profiles });
  return edit.kind === "add" ? addTo(text, edit, profiles) : removeFrom(text, edit.name, profiles);
}

function append(text: string, edit: Extract<TeamEdit, { readonly kind: "add" }>): string {
  const lines = ["profiles:", ...profileLines(edit).map((line) => `  ${line}`)];
  return `${withFinalBreak(text)}${lines.map((line) => `${line}\n`).join("")}`;
}

function addTo(text: string, edit: Extract<TeamEdit, { readonly kind: "add" }>, profiles: YAMLMap): string | undefined {
  const last = profiles.items.at(-1);
  const first = profiles.items[0];
  if (last === undefined || first === undefined) return undefined;
  const indent = indentOf(text, startOf(first));
  if (indent === undefined) return undefined;
  const { end } = linesOf(text, last);
  const before = withFinalBreak(text.slice(0, end));
  return `${before}${profileLines(edit)
    .map((line) => `${indent}${line}\n`)
    .join("")}${text.slice(end)}`;
}

/** Removes the entry with the comment lines right above it. Those above the first entry stay: they may be about all of them. */
function removeFrom(text: string, name: string, profiles: YAMLMap): string | undefined {
  const index = profiles.items.findIndex((pair) => keyOf(pair) === name);
  const pair = profiles.items[index];
  if (pair === undefined) return text;
  const lines = linesOf(text, pair);
  if (indentOf(text, startOf(pair)) === undefined) return undefined;
  if (profiles.items.length === 1) return onlyEntryGone(text, lines);
  const start = index === 0 ? lines.start : commentsAbove(text, lines.start);
  return text.slice(0, start) + text.slice(lines.end);
}

function onlyEntryGone(text: string, { start, end }: Lines): string | undefined {
  const before = text.slice(0, start);
  const header = /(^|\n)profiles:([ \t]*#[^\n]*)?\n((?:[ \t]*(?:#[^\n]*)?\n)*)$/.exec(before);
  if (header === null) return undefined;
  const at = header.index + (header[1] ?? "").length + "profiles:".length;
  return `${before.slice(0, at)} {}${before.slice(at)}${text.slice(end)}`;
}

interface FlowProfiles {
  readonly member: Pair;
  readonly profiles: YAMLMap;
}

/** `profiles: {}` becomes a block when the first profile is added. */
function editFlow(text: string, edit: TeamEdit, { profiles }: FlowProfiles): string | undefined {
  const [start, end] = profiles.range ?? [0, 0];
  const rest = /^[ \t]*(#[^\n]*)?(\n|$)/.exec(text.slice(end))?.[0];
  if (profiles.items.length > 0 || edit.kind === "remove" || rest === undefined) return undefined;
  const before = text.slice(0, start).replace(/[ \t]+$/, "");
  const lines = profileLines(edit).map((line) => `  ${line}\n`);
  return `${before}${withFinalBreak(rest.trimEnd() === "" ? "" : ` ${rest.trim()}`) || "\n"}${lines.join("")}${text.slice(end + rest.length)}`;
}

function profileLines({ name, entries }: Extract<TeamEdit, { readonly kind: "add" }>): readonly string[] {
  return yamlProfile(name, entries);
}

function pairOf(map: YAMLMap, key: string): Pair | undefined {
  return map.items.find((pair) => keyOf(pair) === key);
}

function keyOf({ key }: Pair): string {
  return isScalar(key) ? String(key.value) : "";
}

function startOf({ key }: Pair): number {
  return isScalar(key) ? (key.range?.[0] ?? 0) : 0;
}

function linesOf(text: string, pair: Pair): Lines {
  const start = startOf(pair);
  const value: unknown = pair.value;
  const end = lastOffset(value) ?? start;
  const lineEnd = text[end - 1] === "\n" ? end - 1 : text.indexOf("\n", end);
  return { start: text.lastIndexOf("\n", start - 1) + 1, end: lineEnd === -1 ? text.length : lineEnd + 1 };
}

/** The offset after the last thing in a node that is not a comment. */
function lastOffset(node: unknown): number | undefined {
  if (isMap(node) && node.flow !== true) {
    const last = node.items.at(-1);
    if (last === undefined) return node.range?.[1];
    return lastOffset(last.value) ?? (isScalar(last.key) ? last.key.range?.[1] : undefined);
  }
  if (typeof node !== "object" || node === null || !("range" in node) || !Array.isArray(node.range)) return undefined;
  const end: unknown = node.range[1];
  return typeof end === "number" ? end : undefined;
}

/** The blanks before an offset on its line; undefined if there is something else. */
function indentOf(text: string, offset: number): string | undefined {
  const before = text.slice(text.lastIndexOf("\n", offset - 1) + 1, offset);
  return /^ *$/.test(before) ? before : undefined;
}

function commentsAbove(text: string, lineStart: number): number {
  let start = lineStart;
  while (start > 0) {
    const previous = text.lastIndexOf("\n", start - 2) + 1;
    if (!/^[ \t]*#/.test(text.slice(previous, start))) return start;
    start = previous;
  }
  return start;
}

function withFinalBreak(text: string): string {
  return text === "" || text.endsWith("\n") ? text : `${text}\n`;
}
