import { readFileSync } from "node:fs";

const PAGES = "https://github.com/k6p/k6p/blob/main/";
const FILES = "https://raw.githubusercontent.com/k6p/k6p/main/";

/** The README of the repository as the package's own: links and pictures lead to the repository, wherever it is shown. */
export function packageReadme(): string {
  return readFileSync(new URL("../../../README.md", import.meta.url), "utf8")
    .replaceAll(
      /(!?\[[^\]]*\])\((?!\w+:|#)([^)]+)\)/g,
      (_, label: string, path: string) => `${label}(${label.startsWith("!") ? FILES : PAGES}${path})`,
    )
    .replaceAll(/\b(src|srcset)="(?!\w+:)([^"]+)"/g, `$1="${FILES}$2"`)
    .replaceAll(/\bhref="(?!\w+:|#)([^"]+)"/g, `href="${PAGES}$1"`);
}
