const START = "# >>> k6p completion >>>";
const END = "# <<< k6p completion <<<";
const MADE = "# k6p made this file.";
const [UNIX, WINDOWS] = [blockPattern("\\n"), blockPattern("\\r\\n")];
const WHOLE_LINES = new RegExp(`^(?:${UNIX}\\n|${WINDOWS}\\r\\n)`, "gm");
const WITHOUT_LAST_END = new RegExp(`(?:(?:^|\\n)${UNIX}|(?:^|\\r\\n)${WINDOWS})$`);
const ANYWHERE = new RegExp(`^(?:${UNIX}|${WINDOWS})`, "m");

/** A few lines at most, so that a start whose end has been lost takes nothing of the user's with it. */
function blockPattern(lineEnd: string): string {
  return `${START}${lineEnd}(?:(?!${START}).*${lineEnd}){0,3}?${END}`;
}

/** The lines that stand in the user's file. */
export function blockLines(line: string): readonly string[] {
  return [START, line, END];
}

/**
 * The text with k6p's lines at its end, or renewed where they are; undefined stands for a file that is not there yet. A text whose
 * last line has no end keeps it that way, so that taking the lines away gives the very same text again.
 */
export function withBlock(text: string | undefined, line: string): string {
  if (text === undefined) return [START, MADE, line, END, ""].join("\n");
  const lineEnd = text.includes("\r\n") ? "\r\n" : "\n";
  const former = ANYWHERE.exec(text)?.[0];
  const lines = former?.includes(MADE) ? [START, MADE, line, END] : blockLines(line);
  const block = lines.join(lineEnd);
  if (former !== undefined) return text.replace(former, () => block);
  return text === "" || text.endsWith("\n") ? text + block + lineEnd : text + lineEnd + block;
}

/** The text without k6p's lines; undefined when the file is to go, because k6p made it and nothing else is in it. */
export function withoutBlock(text: string): string | undefined {
  const rest = text.replace(WITHOUT_LAST_END, "").replaceAll(WHOLE_LINES, "");
  return rest === "" && text.includes(MADE) ? undefined : rest;
}
