import type { Timing } from "./race.ts";

const ROW = 22;
const LABELS = 230;
const WIDTH = 760;

/** Bars of ratios, with the quarters as a thin line. */
export function chart(timings: readonly Timing[], caption: string): string {
  const longest = Math.max(...timings.map(({ quarters }) => quarters[1]));
  const x = (ratio: number): string => (LABELS + (ratio / longest) * (WIDTH - LABELS - 60)).toFixed(1);
  const rows = timings.map(({ name, ratio, quarters: [low, high] }, index) => {
    const y = 34 + index * ROW;
    const fill = name.startsWith("k6p") ? "#e8590c" : "#868e96";
    return [
      `<text x="${LABELS - 8}" y="${y + 11}" text-anchor="end">${escape(name)}</text>`,
      `<rect x="${LABELS}" y="${y}" width="${(Number(x(ratio)) - LABELS).toFixed(1)}" height="14" fill="${fill}"/>`,
      `<line x1="${x(low)}" x2="${x(high)}" y1="${y + 7}" y2="${y + 7}" stroke="#212529"/>`,
      `<text x="${Number(x(high)) + 6}" y="${y + 11}">${ratio.toFixed(2)}</text>`,
    ].join("\n");
  });
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${44 + timings.length * ROW}" font-family="sans-serif" font-size="12">`,
    `<rect width="100%" height="100%" fill="#fff"/>`,
    `<text x="8" y="18" font-weight="bold">${escape(caption)}</text>`,
    ...rows,
    "</svg>\n",
  ].join("\n");
}

function escape(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
}
