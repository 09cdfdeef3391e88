import { readTrackedFiles, reportFindings } from "../read-tracked-files.ts";
import { findForeignWords } from "./find-foreign-words.ts";

const files = readTrackedFiles();
const findings = files.flatMap(({ path, text }) =>
  findForeignWords(text, process.cwd()).map(({ line, reason }) => `${path}:${line} ${reason}`),
);
reportFindings(files, findings);
