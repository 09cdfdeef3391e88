import { pathRules } from "./join-path.ts";
import type { Host } from "./host.ts";

/** The absolute path of a folder without symlinks, as bindings have it. Where nothing is, or nothing can be seen, only made absolute. */
export function realFolder({ host }: { readonly host: Host }, folder: string): string {
  const absolute = pathRules(host).resolve(host.workingDirectory, folder);
  try {
    return host.files.realPath(absolute) ?? absolute;
  } catch {
    return absolute;
  }
}
