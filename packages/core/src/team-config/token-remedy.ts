import { quotedPath } from "../host/quoted-path.ts";

/** What to do about a token in a file that is shared. */
export function tokenRemedy(path: string, line: number): readonly string[] {
  const name = quotedPath(path.replace(/^.*[\\/]/, ""));
  return [
    `Take line ${line} out of the file; a token belongs into your own secret store: k6p login NAME`,
    "If the file was ever pushed, the token is known: make another one in Grafana Cloud and revoke this one.",
    `Then take the file out of the history, and commit it anew: git filter-repo --invert-paths --path-glob '*${name}'`,
  ];
}
