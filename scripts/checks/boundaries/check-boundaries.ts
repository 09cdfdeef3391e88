import { findViolations } from "./find-violations.ts";

const violations = findViolations(process.cwd());
for (const { path, line, message } of violations) console.log(`${path}:${line} ${message}`);
console.log(
  violations.length === 0 ? "every import keeps the boundaries" : `${violations.length} boundaries are broken`,
);
process.exitCode = violations.length === 0 ? 0 : 1;
