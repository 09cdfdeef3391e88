import { describe, expect, test } from "vitest";
import type { CapturedOutput } from "../host/host.ts";
import { gitFailed, saysCommitIsGone } from "./git-failure.ts";

const output = (stderr: string): CapturedOutput => ({
  exitCode: 128,
  stdout: "",
  stderr,
  timedOut: false,
  truncated: false,
});
const message = (stderr: string): string =>
  gitFailed("It could not be fetched", output(stderr), "https://h/x.git").message;

describe("a failure of git", () => {
  test("is reported in git's words, without passwords in URLs and without control characters", () => {
    expect(message("fatal: unable to access 'https://me:hunter2@h.example/x.git/': no\n")).toBe(
      "It could not be fetched: git said \"fatal: unable to access 'https://…@h.example/x.git/': no\".",
    );
    expect(message("remote: \u001b]52;c;eA==\u0007\u001b[2Jhello\r\nfatal: no\u202e")).toBe(
      'It could not be fetched: git said "remote: hello fatal: no".',
    );
    expect(message("x".repeat(10_000)).length).toBeLessThan(500);
    expect(message("")).toBe("It could not be fetched: git exited with code 128.");
  });

  test("to find a commit is distinguished from one to reach the repository", () => {
    expect(saysCommitIsGone(output("fatal: remote error: upload-pack: not our ref 1111"))).toBe(true);
    expect(saysCommitIsGone(output("error: Server does not allow request for unadvertised object 1111"))).toBe(true);
    expect(saysCommitIsGone(output("ssh: Could not resolve hostname h"))).toBe(false);
  });
});
