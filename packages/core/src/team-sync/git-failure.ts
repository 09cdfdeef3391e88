import { K6pError } from "../errors/k6p-error.ts";
import { sanitizeText } from "../errors/sanitize-text.ts";
import type { CapturedOutput } from "../host/host.ts";
import { quotedPath } from "../host/posix-quote.ts";
import type { Deadline } from "../host/deadline.ts";
import { withoutUserInfo } from "./without-user-info.ts";

/** The error for a git that did not do what it was asked for. What it said is shown without any password of a URL. */
export function gitFailed(what: string, output: CapturedOutput, url: string): K6pError {
  const said = sanitizeText(withoutUserInfo(output.stderr), 400);
  const end = output.exitCode === undefined ? "was ended by a signal" : `ended with ${output.exitCode}`;
  return new K6pError("GIT_FAILED", {
    message: `${what}: git ${said === "" ? end : `said "${said}"`}.`,
    remedy: [`See whether git alone can reach it: git ls-remote ${quotedPath(url)}`],
    details: { url, exitCode: output.exitCode },
  });
}

export function gitTimedOut(url: string | undefined, deadline: Deadline): K6pError {
  const seconds = Math.round(deadline.totalMs / 1000);
  return new K6pError("GIT_FAILED", {
    message: `git did not finish within ${seconds} s${url === undefined ? "" : ` with ${url}`}; it was ended.`,
    remedy: url === undefined ? [] : [`See how long git alone takes: git ls-remote ${quotedPath(url)}`],
    details: { url, timedOut: true },
  });
}

/** Whether git's failure says that the remote does not have the commit. */
export function saysCommitIsGone(output: CapturedOutput): boolean {
  return /not our ref|unadvertised object|couldn't find remote ref|did not send all necessary objects/i.test(
    output.stderr,
  );
}
