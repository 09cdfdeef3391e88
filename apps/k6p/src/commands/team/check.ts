import { EXIT } from "@k6p/core/errors/error-codes";
import type { CheckedTeam } from "@k6p/core/operations/team/check-team";
import { defineCommand } from "../../frame/command-definition.ts";
import { choice } from "../../frame/parameters.ts";
import { githubAnnotation } from "../../render/github-annotation.ts";
import type { Style } from "../../render/style.ts";

export const teamCheck = defineCommand({
  summary: "Check the team file and the files it extends",
  description: [
    "Finds syntax errors, tokens in the files, files that cannot be extended, profiles that break the team's policy and an outdated lock file. Each finding is reported with its file and line. If there are errors, k6p exits with 9.",
    "With --format github, the findings appear as annotations in a pull request.",
  ].join("\n\n"),
  examples: [
    { description: "Check the file before you commit it", command: "k6p team check" },
    { description: "Annotate a pull request in a GitHub workflow", command: "k6p team check --format github" },
  ],
  args: {},
  flags: {
    format: choice({ summary: "Format of the findings", options: ["text", "github"], default: "text" }),
  },
  async run({ engine }, { format }) {
    const { checkTeam } = await import("@k6p/core/operations/team/check-team");
    const checked = await checkTeam(engine);
    return { ...checked, format, workspace: engine.host.env["GITHUB_WORKSPACE"] || checked.folder };
  },
  exitCode: ({ findings }) => (hasErrors(findings) ? EXIT.team : EXIT.success),
  toJson: ({ file, files, profiles, findings }) => ({
    teamFile: file,
    files,
    profileCount: profiles,
    ok: !hasErrors(findings),
    findings: findings.map(({ level, code, message, remedy, ...place }) => ({
      level,
      code,
      file: place.file,
      line: place.line ?? null,
      column: place.column ?? null,
      message,
      remedy,
    })),
  }),
  render({ findings, format, workspace, ...checked }, style) {
    if (format === "github") return findings.map((finding) => githubAnnotation(finding, workspace)).join("\n");
    return [...findings.flatMap((finding) => linesOf(finding, style)), conclusion({ ...checked, findings })].join("\n");
  },
});

type Finding = CheckedTeam["findings"][number];

function hasErrors(findings: readonly Finding[]): boolean {
  return findings.some(({ level }) => level === "error");
}

function linesOf({ level, file, line, column, message, remedy }: Finding, style: Style): readonly string[] {
  const place = [file, line, column].filter((part) => part !== undefined).join(":");
  const word = level === "error" ? style.red("error") : style.yellow("warning");
  return [`${place}: ${word}: ${message}`, ...remedy.map((step) => `  ${step}`)];
}

function conclusion({
  file,
  files,
  profiles,
  findings,
}: Pick<CheckedTeam, "file" | "files" | "profiles" | "findings">): string {
  const errors = findings.filter(({ level }) => level === "error").length;
  if (errors > 0) return `${file} has ${errors === 1 ? "1 error" : `${errors} errors`}.`;
  const extended = files.length === 1 ? "" : ` and ${files.length - 1} more ${files.length === 2 ? "file" : "files"}`;
  return `${file}${extended}: ${profiles === 1 ? "1 profile" : `${profiles} profiles`}, no errors.`;
}
