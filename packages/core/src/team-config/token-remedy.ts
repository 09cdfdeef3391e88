import { quotedPath } from "../host/posix-quote.ts";

interface FoundSecret {
  readonly line: number;
  /** Whether it is an age secret key and not a token. */
  readonly isKey?: boolean | undefined;
}

/** What to do about a token or a secret key in a shared file. */
export function tokenRemedy(path: string, { line, isKey = false }: FoundSecret): readonly string[] {
  const name = quotedPath(path.replace(/^.*[\\/]/, ""));
  const [instead, revoke] = isKey
    ? [
        "print your public key for the file: k6p team join",
        "it opens every token sealed for it: create a new key with k6p team join --renew, then replace those tokens.",
      ]
    : [
        "store the token in your secret store: k6p login NAME",
        "others may have the token: create a new one in Grafana Cloud and revoke this one.",
      ];
  return [
    `Remove line ${line} from the file, then ${instead}`,
    `If the file was ever pushed, ${revoke}`,
    `Then remove the file from the history and commit it again: git filter-repo --invert-paths --path-glob '*${name}'`,
  ];
}
