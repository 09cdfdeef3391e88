import { posix } from "node:path";
import { type GitPin, parseGitPin } from "./git-pin.ts";
import { invalidReference } from "./invalid-reference.ts";
import { parseRepositoryUrl } from "./parse-repository-url.ts";

/** A file of a git repository, pinned to a tag or commit. */
export interface GitReference {
  /** As written in team files and in the lock file. Two different texts are two references. */
  readonly text: string;
  /** The URL for git. */
  readonly url: string;
  readonly pin: GitPin;
  /** With forward slashes, from the root of the repository; undefined for the repository's own team file. */
  readonly path: string | undefined;
}

const LONGEST = 1000;

/**
 * Reads `github:OWNER/REPOSITORY#PIN`, `git+https://HOST/PATH#PIN` or `git+ssh://USER@HOST/PATH#PIN`, each followed by `:FILE` if the file
 * is not the repository's own team file. Throws `TEAM_EXTENDS_INVALID`; the error does not repeat a password in the text.
 */
export function parseGitReference(text: string): GitReference {
  if (text.length > LONGEST) throw invalidReference(text, `has more than ${LONGEST} characters`);
  if (/[^!-~]/.test(text)) throw invalidReference(text, "contains spaces, control characters or non-ASCII characters");
  const [repository = "", pinned, ...rest] = text.split("#");
  const url = parseRepositoryUrl(text, repository);
  if (rest.length > 0) throw invalidReference(text, "has more than one #");
  const [pin = "", path, ...more] = (pinned ?? "").split(":");
  if (more.length > 0) throw invalidReference(text, "has more than one : after the #");
  const fault = path === undefined ? undefined : pathFault(path);
  if (fault !== undefined) throw invalidReference(text, `names a file that ${fault}`);
  return { text, url, pin: parseGitPin(text, pin), path };
}

/** What is wrong with the path of a file in a repository, continuing "a file that …"; undefined if it is valid. */
export function pathFault(path: string): string | undefined {
  if (path === "") return "has no name";
  if (path.length > 400) return "has a name that is too long";
  if (/[^A-Za-z0-9._@+/-]/.test(path))
    return "has characters in its name other than letters, digits, dots, dashes, underscores, @ and +";
  const segments = path.split("/");
  if (segments.some((segment) => segment === "" || /^\.+$/.test(segment)))
    return "has an empty segment, . or .. in its path";
  if (segments.some((segment) => segment.startsWith("-"))) return "has a path segment that starts with a dash";
  // Windows cannot store a file whose name it reads as another name or a device.
  if (segments.some((segment) => /\.$|^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i.test(segment)))
    return "has a name that Windows does not allow";
  return undefined;
}

/** The path of `relative` in the file `from`; undefined if it is outside the repository or not a plain path. */
export function pathRelativeTo(from: string, relative: string): string | undefined {
  const path = posix.normalize(posix.join(posix.dirname(from), relative));
  return pathFault(path) === undefined ? path : undefined;
}
