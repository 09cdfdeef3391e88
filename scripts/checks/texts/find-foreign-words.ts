/**
 * What must not stand in a file, with the reason; each pattern is general, so that none of them names what it refuses.
 */
const refusals: readonly { readonly pattern: RegExp; readonly reason: string }[] = [
  {
    pattern: /\b(?:registry|npm|packages)\.[a-z0-9-]+\.(?:com|dev|io|net|org)\b/i,
    reason: "names the host of a package registry",
  },
  { pattern: /^\s*(?:@[\w-]+:)?registry\s*=\s*https?:/m, reason: "chooses a package registry" },
  { pattern: /\b(?:tarball|resolved)['"]?:\s*['"]?https?:/i, reason: "says where a package was downloaded from" },
  { pattern: /(?<![\w.~])\/root\//, reason: "names a folder of the machine it was written on" },
  {
    pattern: /(?<![\w.~])\/home\/[\w.-]+\/(?:work|src|dev|code|projects)\//,
    reason: "names a folder of the machine it was written on",
  },
  {
    pattern: /(?<![\w.~])\/Users\/[\w.-]+\/(?:work|src|dev|code|projects)\//i,
    reason: "names a folder of the machine it was written on",
  },
];

export interface ForeignWords {
  readonly line: number;
  readonly reason: string;
}

/**
 * The places in a text that tie the project to one machine or one registry. `cloneFolder` is where the repository lies
 * now: its own path is one more thing that no file may hold.
 */
export function findForeignWords(text: string, cloneFolder: string): ForeignWords[] {
  const found = refusals.flatMap(({ pattern, reason }) => {
    const match = pattern.exec(text);
    return match === null ? [] : [{ line: lineAt(text, match.index), reason }];
  });
  const isTelling = cloneFolder.split(/[\\/]/).filter(Boolean).length > 1;
  const at = isTelling ? text.indexOf(cloneFolder) : -1;
  return at === -1 ? found : [...found, { line: lineAt(text, at), reason: "holds the path of this clone" }];
}

function lineAt(text: string, index: number): number {
  return text.slice(0, index).split("\n").length;
}
