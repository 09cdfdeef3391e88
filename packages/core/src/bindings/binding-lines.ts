import type { Binding, BoundFolders, TrustedDefault } from "./binding.ts";

const HEADER = "# folder, profile, id of the profile; change it with k6p profile bind and unbind\n";
/** Takes the place of the ID in the line of a team's default. */
const TEAM = "team";
/** Characters that would end a line or a column, and the percent sign that escapes them. */
const SPECIAL = /[%\t\r\n]/g;

export interface LineRules {
  /** Separates the parts of a path. */
  readonly separator: string;
}

/**
 * The text of the bindings file. Shell hooks read it line by line with built-ins only and take the first folder that their own path begins
 * with. So every folder ends with a separator, the longest comes first, and team defaults come after all bindings.
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

/** Ignores lines of another form. */
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
