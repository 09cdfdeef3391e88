import { displayWidth, padToWidth } from "./display-width.ts";
import type { Style } from "./style.ts";

/** A label and its value; a field without a value is not shown. */
export type Field = readonly [label: string, value: string | undefined];

/** One field per line, with the values aligned. */
export function renderFields(fields: readonly Field[], style: Style): string {
  const shown = fields.filter((field): field is readonly [string, string] => field[1] !== undefined);
  const width = Math.max(0, ...shown.map(([label]) => displayWidth(label)));
  return shown.map(([label, value]) => `${style.dim(padToWidth(label, width))}  ${value}`).join("\n");
}
