import { EXIT } from "@k6p/core/errors/error-codes";
import { defineCommand } from "../frame/command-definition.ts";
import { flag, text, words } from "../frame/parameters.ts";
import { relativeAge } from "../render/relative-age.ts";
import { renderTable } from "../render/table.ts";

const EXIT_CODES = {
  valid: 0,
  "project-gone": EXIT.profile,
  rejected: EXIT.token,
  unverified: EXIT.token,
  unreachable: EXIT.cloud,
} as const;

/** The worst first. */
const SEVERITY = ["rejected", "unverified", "project-gone", "unreachable", "valid"] as const;

export const verify = defineCommand({
  summary: "Check with Grafana Cloud that tokens still work",
  description: [
    "Checks the profiles in parallel and prints one line for each: valid, rejected, project gone, unreachable, or unverified if nothing was sent. The exit code is the worst result: 4 if a token does not work, 3 if a project is gone, 7 if Grafana Cloud cannot be reached.",
    "`k6p list` shows when each token was last accepted.",
  ].join("\n\n"),
  examples: [
    { description: "Check the token of a profile", command: "k6p verify prod" },
    { description: "Check the tokens of all profiles", command: "k6p verify --all" },
    { description: "Check the profiles that match a pattern", command: "k6p verify 'team-*'" },
    { description: "Check the profiles with a tag, in a script", command: "k6p verify --tag customer-a --json" },
  ],
  args: {
    names: words({
      summary: "Names or patterns of profiles; the active one if omitted",
      label: "NAME",
      required: false,
      complete: "profile",
    }),
  },
  flags: {
    tag: text({ summary: "Check the profiles with this tag", label: "TAG", complete: "tag" }),
    all: flag({ summary: "Check all profiles" }),
  },
  async run({ engine }, { names, tag, all }) {
    const { verifyProfiles } = await import("@k6p/core/operations/login/verify-profiles");
    const verified = await verifyProfiles(engine, { names, tag, all });
    return { verified, now: engine.host.clock.now() };
  },
  toJson: ({ verified }) => ({
    profiles: verified.map(({ profile, verdict, reason, problem, verifiedAt }) => ({
      name: profile.name,
      id: profile.id,
      stackUrl: profile.stackUrl ?? null,
      verdict,
      reason: reason ?? null,
      problem: problem ?? null,
      verifiedAt: verifiedAt ?? null,
    })),
  }),
  render({ verified, now }, style) {
    const rows = verified.map(({ profile, verdict, reason, verifiedAt }) => [
      style.bold(profile.name),
      verdict === "valid" ? style.green(verdict) : style.red(verdict.replace("-", " ")),
      verdict === "valid" || verifiedAt === undefined ? "-" : `${relativeAge(verifiedAt, now)} ago`,
      reason ?? "-",
    ]);
    const remedies = new Set(verified.flatMap(({ problem }) => problem?.remedy ?? []));
    const table = renderTable({ header: ["NAME", "TOKEN", "LAST VALID", "REASON"], rows }, style);
    return [table, ...[...remedies].map((remedy) => `  ${remedy}`)].join("\n");
  },
  exitCode({ verified }) {
    const worst = SEVERITY.find((verdict) => verified.some((one) => one.verdict === verdict));
    return worst === undefined ? 0 : EXIT_CODES[worst];
  },
});
