import type { Parts } from "../../engine/engine.ts";
import { findProgram } from "../../host/find-program.ts";
import type { Host } from "../../host/host.ts";
import { withoutSecretVariables } from "../../host/k6p-variables.ts";

const DEADLINE_MS = 10_000;
const MOST_OUTPUT = 4_096;

/** Opens an address in the browser if there is a screen, and a terminal to have asked from. True when a program took the address; warns when it failed. */
export async function openBrowser(
  { host, ask, notify }: Parts<"host" | "ask" | "notify">,
  url: string,
): Promise<boolean> {
  const browser = ask === undefined ? undefined : browserFor(host, url);
  if (browser === undefined) return false;
  try {
    const { exitCode } = await host.processes.runCaptured({
      ...browser,
      env: withoutSecretVariables(host.env),
      deadlineMs: DEADLINE_MS,
      maxBytes: MOST_OUTPUT,
    });
    if (exitCode === 0) return true;
  } catch {
    // The address is printed, which is all that is left to do.
  }
  notify({ level: "warning", message: `No browser opened (${browser.program}).`, remedy: [`Open ${url} yourself.`] });
  return false;
}

interface Browser {
  readonly program: string;
  readonly arguments: readonly string[];
}

/** The program that opens an address on this system; undefined where there is none, or no screen. */
export function browserFor(host: Host, url: string): Browser | undefined {
  switch (host.platform) {
    case "darwin":
      return isRemote(host) ? undefined : { program: "/usr/bin/open", arguments: [url] };
    case "win32": {
      const root = host.env["SystemRoot"] ?? host.env["SYSTEMROOT"];
      if (root === undefined || isRemote(host)) return undefined;
      return { program: `${root}\\System32\\rundll32.exe`, arguments: ["url.dll,FileProtocolHandler", url] };
    }
    default: {
      if (!host.env["DISPLAY"] && !host.env["WAYLAND_DISPLAY"]) return undefined;
      const found = findProgram(host, "xdg-open");
      return found?.kind === "found" ? { program: found.path, arguments: [url] } : undefined;
    }
  }
}

/** Over SSH the screen is another one, which you may not see. */
function isRemote({ env }: Host): boolean {
  return Boolean(env["SSH_CONNECTION"]);
}
