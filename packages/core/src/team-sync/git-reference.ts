import { type GitPin, parseGitPin } from "./git-pin.ts";
import { invalidReference } from "./invalid-reference.ts";
import { parseRepositoryUrl } from "./parse-repository-url.ts";
import { pathFault } from "./repository-path.ts";

/** A file of a git repository at a state that is not meant to change. */
export interface GitReference {
  /** As it stands in team files and in the lock file; two texts that differ are two references. */
  readonly text: string;
  /** What git is given. */
  readonly url: string;
  readonly pin: GitPin;
  /** With forward slashes, from the root of the repository; undefined for the repository's own team file. */
  readonly path: string | undefined;
}

const LONGEST = 1000;

/**
 * Reads `github:OWNER/REPOSITORY#PIN`, `git+https://HOST/PATH#PIN` or `git+ssh://USER@HOST/PATH#PIN`, each with `:FILE` behind it where the file
 * is not the repository's own team file. Throws `TEAM_EXTENDS_INVALID`; a password in the text is not repeated there.
 */
export function parseGitReference(text: string): GitReference {
  if (text.length > LONGEST) throw invalidReference(text, `has more than ${LONGEST} characters`);
  if (/[^!-~]/.test(text)) throw invalidReference(text, "has spaces, control characters or letters beyond ASCII");
  const [repository = "", pinned, ...rest] = text.split("#");
  const url = parseRepositoryUrl(text, repository);
  if (rest.length > 0) throw invalidReference(text, "has more than one #");
  const [pin = "", path, ...more] = (pinned ?? "").split(":");
  if (more.length > 0) throw invalidReference(text, "has more than one : behind the #");
  const fault = path === undefined ? undefined : pathFault(path);
  if (fault !== undefined) throw invalidReference(text, `names a file that ${fault}`);
  return { text, url, pin: parseGitPin(text, pin), path };
}
