import { pathRules } from "../../host/join-path.ts";
import type { Engine } from "../../engine/engine.ts";

/** The absolute path of a folder without symlinks, as bindings have it. Where nothing is, or nothing can be seen, only made absolute. */
export function realFolder({ host }: Engine, folder: string): string {
  const absolute = pathRules(host).resolve(host.workingDirectory, folder);
  try {
    return host.files.realPath(absolute) ?? absolute;
  } catch {
    return absolute;
  }
}
