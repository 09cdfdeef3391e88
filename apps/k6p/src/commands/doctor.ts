import { EXIT } from "@k6p/core/errors/error-codes";
import { defineCommand } from "../frame/command-definition.ts";
import { flag } from "../frame/parameters.ts";

export const doctor = defineCommand({
  summary: "Check that k6, its configuration and your profiles are in order",
  description:
    "Looks at k6 on PATH, k6's configuration file, the environment, secret stores, profiles and tokens, files left behind and the team file. Each finding comes with what to do about it. Exits with 1 if there is an error. Nothing is sent anywhere, and no secret store is opened.",
  examples: [
    { description: "Why does it not work here?", command: "k6p doctor" },
    { description: "Repair what is safe to repair", command: "k6p doctor --fix" },
    { description: "Check a build machine", command: "k6p doctor --json" },
  ],
  args: {},
  flags: { fix: flag({ summary: "Repair what can be repaired safely: file modes, files left behind" }) },
  async run({ engine }, { fix }) {
    const { checkHealth } = await import("@k6p/core/operations/health/check-health");
    return { checks: await checkHealth(engine, { fix }) };
  },
  toJson: ({ checks }) => ({
    checks: checks.map(({ facts, findings, ...check }) => ({
      ...check,
      facts: facts ?? null,
      findings: findings.map((finding) => ({ ...finding, fixed: finding.fixed ?? null })),
    })),
  }),
  render({ checks }, style) {
    return checks
      .flatMap(({ title, facts, findings }) => {
        const open = findings.filter(({ fixed }) => fixed === undefined);
        const mark = open.some(({ level }) => level === "error")
          ? style.red("error  ")
          : open.length > 0
            ? style.yellow("warning")
            : style.green("ok     ");
        return [
          `${mark} ${title}${facts === undefined ? "" : style.dim(` (${facts})`)}`,
          ...findings.flatMap(({ message, remedy, fixed }) => [
            `        ${message}`,
            ...(fixed === undefined ? remedy.map((line) => `          ${line}`) : [`          ${style.green(fixed)}`]),
          ]),
        ];
      })
      .join("\n");
  },
  exitCode: ({ checks }) =>
    checks.some(({ findings }) => findings.some(({ level, fixed }) => level === "error" && fixed === undefined))
      ? EXIT.failure
      : 0,
});
