import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { findForeignWords } from "./find-foreign-words.ts";

const listed = execFileSync("git", ["ls-files", "-z", "--cached", "--others", "--exclude-standard"], {
  encoding: "utf8",
});
const files = listed.split("\0").filter((path) => path !== "" && existsSync(path));

const findings = files.flatMap((path) =>
  findForeignWords(readFileSync(path, "utf8"), process.cwd()).map(({ line, reason }) => `${path}:${line} ${reason}`),
);
for (const finding of findings) console.log(finding);
console.log(`${files.length} files read, ${findings.length} ${findings.length === 1 ? "finding" : "findings"}`);
process.exitCode = findings.length === 0 ? 0 : 1;
