const MADE = "# k6p made this file.";

/** k6p's lines in a startup file: a start, the line that does the work, and an end. */
export class StartupBlock {
  readonly #start: string;
  readonly #end: string;
  readonly #wholeLines: RegExp;
  readonly #withoutLastEnd: RegExp;
  readonly #anywhere: RegExp;

  /** `name` tells apart the blocks of one file, such as `completion`. Letters only. */
  constructor(name: string) {
    this.#start = `# >>> k6p ${name} >>>`;
    this.#end = `# <<< k6p ${name} <<<`;
    const [unix, windows] = [this.#pattern("\\n"), this.#pattern("\\r\\n")];
    this.#wholeLines = new RegExp(`^(?:${unix}\\n|${windows}\\r\\n)`, "gm");
    this.#withoutLastEnd = new RegExp(`(?:(?:^|\\n)${unix}|(?:^|\\r\\n)${windows})$`);
    this.#anywhere = new RegExp(`^(?:${unix}|${windows})`, "m");
  }

  /** The lines in the user's file. */
  lines(line: string): readonly string[] {
    return [this.#start, line, this.#end];
  }

  /**
   * The text with the block at its end, or updated in its place; undefined stands for a file that does not exist. If the last line of the
   * text has no line end, it stays that way, so `removeFrom` returns exactly the same text again.
   */
  addTo(text: string | undefined, line: string): string {
    if (text === undefined) return [this.#start, MADE, line, this.#end, ""].join("\n");
    const lineEnd = text.includes("\r\n") ? "\r\n" : "\n";
    const present = this.#anywhere.exec(text)?.[0];
    const lines = present?.includes(MADE) ? [this.#start, MADE, line, this.#end] : this.lines(line);
    const block = lines.join(lineEnd);
    if (present !== undefined) return text.replace(present, () => block);
    return text === "" || text.endsWith("\n") ? text + block + lineEnd : text + lineEnd + block;
  }

  /** The text without the block; undefined if the file can go, because k6p made it and it contains nothing else. */
  removeFrom(text: string): string | undefined {
    const rest = text.replace(this.#withoutLastEnd, "").replaceAll(this.#wholeLines, "");
    return rest === "" && text.includes(MADE) ? undefined : rest;
  }

  /** Matches a few lines at most, so a start without its end takes none of the user's lines with it. */
  #pattern(lineEnd: string): string {
    return `${this.#start}${lineEnd}(?:(?!${this.#start}).*${lineEnd}){0,3}?${this.#end}`;
  }
}
