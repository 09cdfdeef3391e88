import { K6pError } from "../errors/k6p-error.ts";
import { sanitizeText } from "../errors/sanitize-text.ts";
import type { CapturedOutput } from "../host/host.ts";
import { quotedPath } from "../host/posix-quote.ts";
import type { Deadline } from "../host/deadline.ts";
import { withoutUserInfo } from "./invalid-reference.ts";

/** The error for a git command that failed. Quotes git without any password in a URL. */
export function gitFailed(what: string, output: CapturedOutput, url: string): K6pError {
  const said = sanitizeText(withoutUserInfo(output.stderr), 400);
  const end = output.exitCode === undefined ? "was killed by a signal" : `exited with code ${output.exitCode}`;
  return new K6pError("GIT_FAILED", {
    message: `${what}: git ${said === "" ? end : `said "${said}"`}.`,
    remedy: [`Check whether git can reach it: git ls-remote ${quotedPath(url)}`],
    details: { url, exitCode: output.exitCode },
  });
}

export function gitTimedOut(url: string | undefined, deadline: Deadline): K6pError {
  const seconds = Math.round(deadline.totalMs / 1000);
  return new K6pError("GIT_FAILED", {
    message: `git did not finish within ${seconds} s${url === undefined ? "" : ` with ${url}`} and was stopped.`,
    remedy: url === undefined ? [] : [`Check how long git takes: git ls-remote ${quotedPath(url)}`],
    details: { url, timedOut: true },
  });
}

/** Whether git failed because the remote does not have the commit. */
export function saysCommitIsGone(output: CapturedOutput): boolean {
  return /not our ref|unadvertised object|couldn't find remote ref|did not send all necessary objects/i.test(
    output.stderr,
  );
}
