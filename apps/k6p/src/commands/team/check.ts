import { EXIT } from "@k6p/core/errors/error-codes";
import type { CheckedTeam } from "@k6p/core/operations/team/check-team";
import { defineCommand } from "../../frame/command-definition.ts";
import { choice } from "../../frame/parameters.ts";
import { githubAnnotation } from "../../render/github-annotation.ts";
import type { Style } from "../../render/style.ts";

export const teamCheck = defineCommand({
  summary: "Check the team file and everything that it extends, for CI",
  description: [
    "Looks for what does not have the form of a team file, for tokens, for what cannot be extended, for profiles that break the team's policy, and whether the lock file is current. Every fault is told with its file and line; the exit code is 9 when there is one that matters.",
    "With --format github, faults are shown beside the lines of a pull request.",
  ].join("\n\n"),
  examples: [
    { description: "Before a commit", command: "k6p team check" },
    { description: "In a workflow of GitHub", command: "k6p team check --format github" },
  ],
  args: {},
  flags: {
    format: choice({ summary: "How faults are printed", options: ["text", "github"], default: "text" }),
  },
  async run({ engine }, { format }) {
    const { checkTeam } = await import("@k6p/core/operations/team/check-team");
    const checked = await checkTeam(engine);
    return { ...checked, format, workspace: engine.host.env["GITHUB_WORKSPACE"] || checked.folder };
  },
  exitCode: ({ findings }) => (hasErrors(findings) ? EXIT.team : 0),
  toJson: ({ file, files, profiles, findings }) => ({
    file,
    files,
    profiles,
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
  if (errors > 0) return `${file} has ${errors === 1 ? "1 fault" : `${errors} faults`}.`;
  const extended = files.length === 1 ? "" : ` and ${files.length - 1} more ${files.length === 2 ? "file" : "files"}`;
  return `${file}${extended}: ${profiles === 1 ? "1 profile" : `${profiles} profiles`}, no fault.`;
}
