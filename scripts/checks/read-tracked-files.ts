import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";

export interface TrackedFile {
  /** Relative to the root, with forward slashes. */
  readonly path: string;
  readonly text: string;
}

/** The files that git tracks and that are there, as text: a stray log in a clone is not part of the project. */
export function readTrackedFiles(): TrackedFile[] {
  const listed = execFileSync("git", ["ls-files", "-z"], { encoding: "utf8" });
  return listed
    .split("\0")
    .filter((path) => path !== "" && existsSync(path))
    .map((path) => ({ path, text: readFileSync(path, "utf8") }));
}

/** Prints findings and a closing line, and fails the process when there are any. */
export function reportFindings(files: readonly TrackedFile[], findings: readonly string[]): void {
  for (const finding of findings) console.log(finding);
  console.log(`${files.length} files read, ${findings.length} ${findings.length === 1 ? "finding" : "findings"}`);
  process.exitCode = findings.length === 0 ? 0 : 1;
}
