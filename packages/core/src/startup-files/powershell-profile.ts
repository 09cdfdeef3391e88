import { K6pError } from "../errors/k6p-error.ts";
import { findProgram } from "../host/find-program.ts";
import type { Host } from "../host/host.ts";
import { joinPath } from "../host/join-path.ts";
import { configFolder } from "./config-folder.ts";

const DEADLINE_MS = 15_000;

/** Path of the file that PowerShell runs at start. Throws `SHELL_UNKNOWN` if it cannot be found out. */
export async function powershellProfile(host: Host): Promise<string> {
  return host.platform === "win32"
    ? askPowershell(host)
    : joinPath(host, configFolder(host), "powershell", "Microsoft.PowerShell_profile.ps1");
}

/** On Windows the folder of documents can be anywhere; only PowerShell knows. */
async function askPowershell(host: Host): Promise<string> {
  for (const name of ["pwsh", "powershell"]) {
    const found = findProgram(host, name);
    if (found?.kind !== "found") continue;
    const { exitCode, stdout } = await host.processes.runCaptured({
      program: found.path,
      arguments: ["-NoProfile", "-NonInteractive", "-Command", "[Console]::Out.Write($PROFILE)"],
      env: host.env,
      deadlineMs: DEADLINE_MS,
      maxBytes: 4096,
    });
    if (exitCode === 0 && stdout.trim() !== "") return stdout.trim();
  }
  throw new K6pError("SHELL_UNKNOWN", {
    message: "k6p cannot find PowerShell's profile.",
    remedy: ["Name the file with --file FILE."],
  });
}
