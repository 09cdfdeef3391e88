import { ERROR_CODES } from "@k6p/core/errors/error-codes";

/** The reference of error codes and exit codes, as Markdown. */
export function errorsReference(): string {
  const byExitCode = Map.groupBy(Object.entries(ERROR_CODES), ([, { exitCode }]) => exitCode);
  const sections = [...byExitCode]
    .toSorted(([first], [second]) => first - second)
    .map(([exitCode, rows]) => {
      const lines = rows.map(([code, { meaning }]) => `- \`${code}\`: ${meaning}`);
      return `## Exit code ${exitCode}\n\n${lines.join("\n")}`;
    });
  const intro = [
    "# Errors",
    "Made from `packages/core/src/errors/error-codes.ts`; do not edit by hand.",
    [
      "Every error has a code that stays the same when its words change. It stands in the last line of the message, and in",
      "`error.code` of what `--json` prints. `k6p exec` ends as the command it runs does, with any code.",
    ].join("\n"),
  ];
  return `${[...intro, ...sections].join("\n\n")}\n`;
}
