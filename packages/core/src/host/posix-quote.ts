/** A text as one word of a POSIX shell: in single quotes, where nothing is special but the quote itself. */
export function posixQuote(text: string): string {
  return `'${text.replaceAll("'", String.raw`'\''`)}'`;
}

/** A path as it can be pasted into a shell line: bare when it is plain, else quoted. */
export function quotedPath(path: string): string {
  return /^[\w@%+=:,./-]+$/u.test(path) ? path : posixQuote(path);
}
