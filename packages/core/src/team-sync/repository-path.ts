import { posix } from "node:path";

/** What is wrong with the path of a file in a repository, continuing "a file that …"; undefined when nothing is. */
export function pathFault(path: string): string | undefined {
  if (path === "") return "has no name";
  if (path.length > 400) return "has too long a name";
  if (/[^A-Za-z0-9._@+/-]/.test(path)) return "has more than letters, digits, dots, dashes, @ and + in its name";
  const segments = path.split("/");
  if (segments.some((segment) => segment === "" || /^\.+$/.test(segment)))
    return "has an empty part, . or .. in its path";
  if (segments.some((segment) => segment.startsWith("-"))) return "has a part that begins with a dash";
  // What Windows takes for another name or a device cannot lie in a copy there.
  if (segments.some((segment) => /\.$|^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i.test(segment)))
    return "has a name that Windows cannot hold";
  return undefined;
}

/** The path that `relative` means in the file `from`; undefined when it leads out of the repository or is no plain path. */
export function pathBeside(from: string, relative: string): string | undefined {
  const path = posix.normalize(posix.join(posix.dirname(from), relative));
  return pathFault(path) === undefined ? path : undefined;
}
