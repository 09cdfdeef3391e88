import { findOwnProgram } from "../../host/find-program.ts";
import { withoutSecretVariables } from "../../host/k6p-variables.ts";
import { isAtLeast, parseK6Version } from "../../k6-config/k6-version.ts";
import type { Check, HealthFinding } from "./check.ts";

const DEADLINE_MS = 5_000;
const INSTALL = "Install k6: https://grafana.com/docs/k6/latest/set-up/install-k6/";

/** Which k6 would run, and what its version does to accounts. */
export const checkK6: Check = {
  id: "k6",
  title: "k6 on PATH",
  async run({ host }) {
    const program = findOwnProgram(host, "k6");
    if (program?.kind !== "found") {
      const message = program === undefined ? "k6 was not found on PATH." : `${program.path} is not executable.`;
      return { findings: [{ code: "k6-missing", level: "warning", message, remedy: [INSTALL] }] };
    }
    const { path } = program;
    const { stdout, timedOut } = await host.processes.runCaptured({
      program: path,
      arguments: ["version"],
      env: withoutSecretVariables(host.env),
      deadlineMs: DEADLINE_MS,
      maxBytes: 4_096,
    });
    const version = parseK6Version(stdout);
    if (version === undefined) {
      const why = timedOut ? "did not print its version within 5 seconds" : "does not print a version of k6";
      return {
        findings: [{ code: "k6-version", level: "warning", message: `${path} ${why}.`, remedy: [`${path} version`] }],
        facts: path,
      };
    }
    return { findings: ofVersion(path, version), facts: `${version.major}.${version.minor} (${path})` };
  },
};

function ofVersion(
  path: string,
  version: { readonly major: number; readonly minor: number },
): readonly HealthFinding[] {
  const name = `${path} (k6 ${version.major}.${version.minor})`;
  const remedy = ["Update k6 to 2.1 or later."];
  if (!isAtLeast(version, [1, 6])) {
    const message = `${name} does not support stacks: it sends only the token, and its login erases the stack in k6's file.`;
    return [{ code: "k6-old", level: "error", message, remedy }];
  }
  if (!isAtLeast(version, [2, 0])) {
    const message = `${name} prints the whole token with k6 cloud login --show, and reads an old file when the new one is missing.`;
    return [{ code: "k6-prints-token", level: "warning", message, remedy }];
  }
  if (!isAtLeast(version, [2, 1])) {
    const message = `${name} makes its configuration file readable for other users when you log in.`;
    return [{ code: "k6-open-file", level: "warning", message, remedy }];
  }
  return [];
}
