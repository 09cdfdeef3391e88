import { readTrackedFiles, reportFindings } from "../read-tracked-files.ts";
import { findUnclearPhrases } from "./find-unclear-phrases.ts";

const written = /\.(?:md|ts|mjs|cjs|sh|ya?ml|snap|txt)$/;
/** Texts of others, files that are made from ours, and the list itself. */
const exempt = /^LICENSE$|^pnpm-lock\.yaml$|CHANGELOG\.md$|find-unclear-phrases\.ts$/;

const files = readTrackedFiles().filter(({ path }) => written.test(path) && !exempt.test(path));
const findings = files.flatMap(({ path, text }) =>
  findUnclearPhrases(text).map(({ line, reason }) => `${path}:${line} ${reason}`),
);
reportFindings(files, findings);
