import { stripVTControlCharacters } from "node:util";
import fastStringWidth from "fast-string-width";

/** Columns that a text takes on a terminal; colors take none. */
export function displayWidth(text: string): number {
  return fastStringWidth(text);
}

/** The text with spaces up to `width` columns. */
export function padToWidth(text: string, width: number): string {
  return text + " ".repeat(Math.max(0, width - displayWidth(text)));
}

/** The text cut to `width` columns, with `ellipsis` (one column) if something is missing; a text that is cut loses its colors. */
export function cutToWidth(text: string, width: number, ellipsis = "…"): string {
  if (displayWidth(text) <= width) return text;
  let cut = "";
  for (const { segment } of new Intl.Segmenter().segment(stripVTControlCharacters(text))) {
    if (displayWidth(cut + segment) > width - 1) break;
    cut += segment;
  }
  return cut + ellipsis;
}
