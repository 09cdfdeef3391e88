const LINE = /^\s*(?:export\s+|set\s+|\$env:|setenv\s+)?(?<name>[A-Za-z_][A-Za-z0-9_.-]*)\s*=\s*(?<value>.*)$/i;

/**
 * The variables in the text of an environment file: as dotenv and Docker read it, or as a shell exports it. Of two lines for one name, the
 * last counts. Lines that are not of the form NAME=value are skipped.
 */
export function readVariables(text: string): ReadonlyMap<string, string> {
  const lines = text.replace(/^\uFEFF/, "").split(/\r\n|\r|\n/);
  return new Map(
    lines.flatMap((line) => {
      const { name, value } = LINE.exec(line)?.groups ?? {};
      return name === undefined || value === undefined ? [] : [[name, unquoted(value.trim())] as const];
    }),
  );
}

/** Whether a text is an environment file: its first line that is not empty or a comment has the form NAME=value. */
export function looksLikeVariables(text: string): boolean {
  const lines = text.replace(/^\uFEFF/, "").split(/\r\n|\r|\n/);
  const first = lines.find((line) => line.trim() !== "" && !line.trimStart().startsWith("#"));
  return first !== undefined && LINE.test(first);
}

function unquoted(value: string): string {
  const quote = value[0];
  if (quote === '"' || quote === "'") {
    const end = value.indexOf(quote, 1);
    if (end > 0) return value.slice(1, end);
  }
  return value.replace(/\s+#.*$/, "").replace(/;$/, "");
}
