const SYMBOLS: Readonly<Record<string, string>> = {
  "…": "...",
  "→": "->",
  "✔": "*",
  "❯": ">",
  "·": "-",
  "↑↓": "arrows",
};
const PATTERN = new RegExp(Object.keys(SYMBOLS).join("|"), "gu");

/** The text without k6p's own symbols if the locale is `C` or `POSIX`, which can show only ASCII. Names and paths are not changed. */
export function plainSymbols(text: string, env: Readonly<Record<string, string | undefined>>): string {
  const locale = env["LC_ALL"] || env["LC_CTYPE"] || env["LANG"] || "";
  return /^(C|POSIX)$/.test(locale) ? text.replaceAll(PATTERN, (symbol) => SYMBOLS[symbol] ?? symbol) : text;
}
