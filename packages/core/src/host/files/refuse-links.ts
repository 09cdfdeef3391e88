import { K6pError } from "../../errors/k6p-error.ts";
import type { Host } from "../host.ts";
import { quotedPath } from "../posix-quote.ts";

/** Throws `FILE_UNSAFE` for the first of some paths in a team's folder that is a symbolic link: others decide what is there. */
export function refuseLinks({ files }: Pick<Host, "files">, paths: readonly string[]): void {
  const link = paths.find((path) => files.linkStatus(path)?.kind === "symlink");
  if (link === undefined) return;
  throw new K6pError("FILE_UNSAFE", {
    message: `${link} is a symbolic link. k6p does not follow links in a team's folder, where others decide what is in it.`,
    remedy: [`ls -l ${quotedPath(link)}`],
    details: { file: link },
  });
}
