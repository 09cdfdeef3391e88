import type { Binding } from "./binding.ts";

const HEADER = "# folder, profile, id of the profile; change it with k6p profile bind and unbind\n";
/** What would end a line or a column, in the file or in the shells that read it, and the sign that escapes it. */
const SPECIAL = /[%\t\r\n]/g;

export interface LineRules {
  /** What stands between the parts of a path. */
  readonly separator: string;
}

/**
 * The file of the bindings. The hooks of the shells read it line by line, with nothing but their built-ins, and take the first folder
 * that their own path begins with: so every folder ends with a separator, and the longest comes first.
 */
export function formatBindings(bindings: readonly Binding[], { separator }: LineRules): string {
  const lines = bindings.map(({ folder, profile }) => {
    const whole = folder.endsWith(separator) ? folder : folder + separator;
    return `${whole.replaceAll(SPECIAL, escaped)}\t${profile.name}\t${profile.id}\n`;
  });
  return (
    HEADER + lines.toSorted((one, other) => folderLength(other) - folderLength(one) || (one < other ? -1 : 1)).join("")
  );
}

/** Lines that do not have the form are left out. */
export function parseBindings(text: string, { separator }: LineRules): readonly Binding[] {
  return text.split("\n").flatMap((line) => {
    const [folder = "", name = "", id = ""] = line.split("\t");
    if (folder.startsWith("#") || name === "" || id === "") return [];
    return [{ folder: withoutEnd(unescaped(folder), separator), profile: { id, name } }];
  });
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
