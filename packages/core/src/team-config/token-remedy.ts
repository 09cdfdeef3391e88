import { quotedPath } from "../host/posix-quote.ts";

interface FoundSecret {
  readonly line: number;
  /** Whether it is the secret half of a key of age, and no token. */
  readonly isKey?: boolean | undefined;
}

/** What to do about a token, or a secret key, in a file that is shared. */
export function tokenRemedy(path: string, { line, isKey = false }: FoundSecret): readonly string[] {
  const name = quotedPath(path.replace(/^.*[\\/]/, ""));
  const [instead, revoke] = isKey
    ? [
        "the file takes the public half of your key: k6p team join",
        "it opens every token that was sealed for it: make another key by k6p team join --renew, and replace those tokens.",
      ]
    : [
        "a token belongs into your own secret store: k6p login NAME",
        "the token is known: make another one in Grafana Cloud and revoke this one.",
      ];
  return [
    `Take line ${line} out of the file; ${instead}`,
    `If the file was ever pushed, ${revoke}`,
    `Then take the file out of the history, and commit it anew: git filter-repo --invert-paths --path-glob '*${name}'`,
  ];
}
