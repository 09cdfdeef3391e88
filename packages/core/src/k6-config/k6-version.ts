/** A release of k6. */
export interface K6Version {
  readonly major: number;
  readonly minor: number;
}

/** Reads what `k6 version` prints; undefined when it names no release. */
export function parseK6Version(printed: string): K6Version | undefined {
  const [, major, minor] = /v?(\d+)\.(\d+)\.\d+/.exec(printed) ?? [];
  return major === undefined || minor === undefined ? undefined : { major: Number(major), minor: Number(minor) };
}

/** Whether a k6 is this release or newer. One that is not known counts as the newest, and every k6 has what came in no release (undefined). */
export function isAtLeast(
  version: K6Version | undefined,
  [major, minor]: readonly [major: number, minor: number] = [0, 0],
): boolean {
  if (version === undefined) return true;
  return version.major > major || (version.major === major && version.minor >= minor);
}
