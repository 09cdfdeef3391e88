import type { Needs, Parts } from "../../engine/engine.ts";
import { K6pError } from "../../errors/k6p-error.ts";
import { findProgram } from "../../host/find-program.ts";
import type { Host } from "../../host/host.ts";
import { withoutSecretVariables } from "../../host/k6p-variables.ts";
import type { Profile } from "../../profiles/profile.ts";
import { type StackPage, stackPageUrl } from "../../profiles/stack-pages.ts";
import { chooseProfile } from "../select/choose-profile.ts";

const DEADLINE_MS = 10_000;
const MOST_OUTPUT = 4_096;

export interface OpenRequest {
  readonly name?: string | undefined;
  readonly page: StackPage;
  /** Only return the address. */
  readonly printOnly: boolean;
}

export interface OpenedPage {
  readonly profile: Profile;
  readonly url: string;
  /** Whether a browser was started. */
  readonly opened: boolean;
}

/**
 * Opens a page of a profile's stack in the browser, where there is a screen and a terminal to have asked from. Throws `STACK_INVALID` for
 * a profile without a stack, and what `chooseProfile` throws; a browser that does not start is a warning.
 */
export async function openStackPage(
  engine: Needs<typeof chooseProfile | typeof openBrowser>,
  { name, page, printOnly }: OpenRequest,
): Promise<OpenedPage> {
  const { profile } = await chooseProfile(engine, name);
  if (profile.stackUrl === undefined) {
    throw new K6pError("STACK_INVALID", {
      message: `Profile ${profile.name} has no stack to open.`,
      remedy: [`Set the stack: k6p profile edit ${profile.name} --stack STACK`],
      details: { profile: profile.name },
    });
  }
  const url = stackPageUrl(profile.stackUrl, page);
  return { profile, url, opened: !printOnly && (await openBrowser(engine, url)) };
}

/** True when a program took the address. */
async function openBrowser({ host, ask, notify }: Parts<"host" | "ask" | "notify">, url: string): Promise<boolean> {
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
      return { program: "/usr/bin/open", arguments: [url] };
    case "win32": {
      const root = host.env["SystemRoot"] ?? host.env["SYSTEMROOT"];
      if (root === undefined) return undefined;
      return { program: `${root}\\System32\\rundll32.exe`, arguments: ["url.dll,FileProtocolHandler", url] };
    }
    default: {
      if (!host.env["DISPLAY"] && !host.env["WAYLAND_DISPLAY"]) return undefined;
      const found = findProgram(host, "xdg-open");
      return found?.kind === "found" ? { program: found.path, arguments: [url] } : undefined;
    }
  }
}
