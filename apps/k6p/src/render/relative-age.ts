const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const YEAR = 365 * DAY;

/** How long ago a point in time (ISO 8601) was, in its largest fitting unit: `3 days`. A point in the future has age 0. */
export function relativeAge(point: string, now: Date): string {
  const age = Math.max(0, now.getTime() - Date.parse(point));
  if (Number.isNaN(age)) return "unknown";
  if (age < MINUTE) return "a moment";
  if (age < HOUR) return count(age / MINUTE, "minute");
  if (age < DAY) return count(age / HOUR, "hour");
  if (age < 2 * YEAR) return count(age / DAY, "day");
  return count(age / YEAR, "year");
}

function count(amount: number, unit: string): string {
  const whole = Math.floor(amount);
  return `${whole} ${unit}${whole === 1 ? "" : "s"}`;
}
