import type { EntryValue } from "../edit/definition-entries.ts";

/** Words that some YAML readers do not read as a string. */
const RESERVED = /^(true|false|null|yes|no|on|off|y|n)$/i;
const PLAIN = /^[A-Za-z](?:[A-Za-z0-9._/+-]|:(?=[A-Za-z0-9/]))*(?: [A-Za-z0-9._/+-]+)*$/;

/** A string in YAML: plain if every reader reads it as a string, else in double quotes. */
export function yamlText(text: string): string {
  return PLAIN.test(text) && !RESERVED.test(text) ? text : JSON.stringify(text);
}

export function yamlValue(value: EntryValue): string {
  if (typeof value === "string") return yamlText(value);
  return typeof value === "object" ? `[${value.map(yamlText).join(", ")}]` : String(value);
}

/** The lines of one profile, without indentation. */
export function yamlProfile(name: string, entries: readonly (readonly [string, EntryValue])[]): readonly string[] {
  return [`${yamlText(name)}:`, ...entries.map(([key, value]) => `  ${key}: ${yamlValue(value)}`)];
}
