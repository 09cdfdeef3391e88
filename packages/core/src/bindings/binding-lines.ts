import type { Binding, BoundFolders, TrustedDefault } from "./binding.ts";

const HEADER = "# folder, profile, id of the profile; change it with k6p profile bind and unbind\n";
/** Stands for the id in the line of a team's default. */
const TEAM = "team";
/** What would end a line or a column, in the file or in the shells that read it, and the sign that escapes it. */
const SPECIAL = /[%\t\r\n]/g;

export interface LineRules {
  /** What stands between the parts of a path. */
  readonly separator: string;
}

/**
 * The file of the bindings. The hooks of the shells read it line by line, with nothing but their built-ins, and take the first folder
 * that their own path begins with: so every folder ends with a separator, the longest comes first, and teams' defaults after all bindings.
 */
export function formatBindings({ bindings, defaults }: BoundFolders, { separator }: LineRules): string {
  const lineOf = (folder: string, name: string, id: string): string => {
    const whole = folder.endsWith(separator) ? folder : folder + separator;
    return `${whole.replaceAll(SPECIAL, escaped)}\t${name}\t${id}\n`;
  };
  return [
    HEADER,
    ...longestFirst(bindings.map(({ folder, profile: { name, id } }) => lineOf(folder, name, id))),
    ...longestFirst(defaults.map(({ folder, name }) => lineOf(folder, name, TEAM))),
  ].join("");
}

/** Lines that do not have the form are left out. */
export function parseBindings(text: string, { separator }: LineRules): BoundFolders {
  const bindings: Binding[] = [];
  const defaults: TrustedDefault[] = [];
  for (const line of text.split("\n")) {
    const [escapedFolder = "", name = "", id = ""] = line.split("\t");
    if (escapedFolder.startsWith("#") || name === "" || id === "") continue;
    const folder = withoutEnd(unescaped(escapedFolder), separator);
    if (id === TEAM) defaults.push({ folder, name });
    else bindings.push({ folder, profile: { id, name } });
  }
  return { bindings, defaults };
}

function longestFirst(lines: readonly string[]): readonly string[] {
  return lines.toSorted((one, other) => folderLength(other) - folderLength(one) || (one < other ? -1 : 1));
}

function folderLength(line: string): number {
  return line.indexOf("\t");
}

function withoutEnd(folder: string, separator: string): string {
  const isRoot = folder.indexOf(separator) === folder.length - 1;
  return isRoot || !folder.endsWith(separator) ? folder : folder.slice(0, -1);
}

function escaped(character: string): string {
  return `%${character.charCodeAt(0).toString(16).toUpperCase().padStart(2, "0")}`;
}

function unescaped(text: string): string {
  return text.replaceAll(/%(25|09|0D|0A)/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));
}
