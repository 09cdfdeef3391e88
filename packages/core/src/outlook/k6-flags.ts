/** The flags of k6 that take the next word as their value where it is not joined to them; of all others k6 knows that they take none. */
export const VALUE_FLAGS: ReadonlySet<string> = new Set([
  "address",
  "archive-out",
  "batch",
  "batch-per-host",
  "blacklist-ip",
  "block-hostnames",
  "compatibility-mode",
  "config",
  "console-output",
  "dns",
  "duration",
  "env",
  "execution-segment",
  "execution-segment-sequence",
  "execution-type",
  "features",
  "iterations",
  "local-ips",
  "log-format",
  "log-output",
  "max-redirects",
  "min-iteration-duration",
  "out",
  "project-id",
  "rps",
  "secret-source",
  "stack",
  "stage",
  "summary-export",
  "summary-mode",
  "summary-time-unit",
  "summary-trend-stats",
  "system-tags",
  "tag",
  "token",
  "traces-output",
  "type",
  "user-agent",
  "vus",
]);

/** The long names of one-letter flags. In `k6 cloud login` some letters mean something else. */
export function longNameOf(letter: string, isLogin: boolean): string {
  return (isLogin ? LOGIN_LETTERS[letter] : undefined) ?? LETTERS[letter] ?? letter;
}

const LETTERS: Readonly<Record<string, string>> = {
  a: "address",
  c: "config",
  d: "duration",
  e: "env",
  i: "iterations",
  o: "out",
  O: "archive-out",
  s: "stage",
  t: "type",
  u: "vus",
};

const LOGIN_LETTERS: Readonly<Record<string, string>> = { r: "reset", s: "show", t: "token" };
