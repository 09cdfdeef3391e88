/** A path as it can be pasted into a shell line: bare when it is plain, else in single quotes. */
export function quotedPath(path: string): string {
  return /^[\w@%+=:,./-]+$/u.test(path) ? path : `'${path.replaceAll("'", `'\\''`)}'`;
}
