import { cutToWidth, displayWidth, padToWidth } from "./display-width.ts";
import type { Style } from "./style.ts";

export interface Table {
  readonly header: readonly string[];
  /** Cells may contain colors. */
  readonly rows: readonly (readonly string[])[];
}

const GAP = 2;
const NARROWEST = 8;

/** Aligned columns without borders. On a terminal, the widest columns are cut until a row fits the line; elsewhere nothing is cut. */
export function renderTable({ header, rows }: Table, style: Style): string {
  const all = [header.map(style.dim), ...rows];
  const natural = header.map((_, column) => Math.max(...all.map((row) => displayWidth(row[column] ?? ""))));
  const widths = style.isTerminal ? fitWidths(natural, style.width) : natural;
  return all.map((row) => renderRow(row, widths)).join("\n");
}

function renderRow(row: readonly string[], widths: readonly number[]): string {
  const cells = widths.map((width, column) => padToWidth(cutToWidth(row[column] ?? "", width), width));
  return cells.join(" ".repeat(GAP)).trimEnd();
}

/** Shortens the widest column, one by one, until the line fits or every column is at its minimum. */
function fitWidths(natural: readonly number[], lineWidth: number): readonly number[] {
  const widths = [...natural];
  let excess = widths.reduce((sum, width) => sum + width + GAP, -GAP) - lineWidth;
  while (excess > 0) {
    const widest = Math.max(...widths);
    if (widest <= NARROWEST) break;
    widths[widths.indexOf(widest)] = widest - 1;
    excess--;
  }
  return widths;
}
