import { K6pError } from "../../errors/k6p-error.ts";
import type { Host } from "../../host/host.ts";

/** Throws `HOME_UNKNOWN` if there is no home folder in which a shell would look for its files. */
export function requireHome(host: Host): void {
  if (host.homeDirectory !== "") return;
  throw new K6pError("HOME_UNKNOWN", {
    message: "There is no home folder, so k6p cannot find the shell's startup file.",
    remedy: ["Set HOME to your home folder, or name the file with --file FILE."],
  });
}
