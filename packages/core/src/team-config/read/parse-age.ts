const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const UNITS: Readonly<Record<string, number>> = { h: HOUR, d: DAY, w: 7 * DAY };

/** Milliseconds of a valid age such as `90d`, `12h` or `4w`. */
export function parseAge(text: string): number {
  return Number(text.slice(0, -1)) * (UNITS[text.slice(-1)] ?? 0);
}

/** An age as words: `90 days`. */
export function ageText(milliseconds: number): string {
  const days = Math.floor(milliseconds / DAY);
  if (days >= 2) return `${days} days`;
  const hours = Math.floor(milliseconds / HOUR);
  return hours === 1 ? "1 hour" : `${hours} hours`;
}
