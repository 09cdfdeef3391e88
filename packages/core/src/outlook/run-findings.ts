import { type Finding, type FindingCode, type FindingLevel, note } from "./finding.ts";
import type { OutlookField } from "./outlook-field.ts";
import { fromPlace } from "./say-place.ts";
import { type Situation, usesExistingRun } from "./situation.ts";

interface Rule {
  readonly field: OutlookField;
  readonly code: FindingCode;
  readonly level: FindingLevel;
  readonly what: string;
}

const RULES: readonly Rule[] = [
  {
    field: "pushRefId",
    code: "existing-run",
    level: "mixed",
    what: "A run on this machine reports to the existing test run",
  },
  {
    field: "metricsPushUrl",
    code: "results-elsewhere",
    level: "mixed",
    what: "The results of a run on this machine go to",
  },
  { field: "logsPushUrl", code: "results-elsewhere", level: "mixed", what: "The log of a run on this machine goes to" },
  {
    field: "testRunToken",
    code: "results-elsewhere",
    level: "mixed",
    what: "Results are sent with the token of another test run",
  },
  { field: "secretsEndpoint", code: "secrets-elsewhere", level: "mixed", what: "The script's secrets come from" },
  { field: "webAppUrl", code: "links-elsewhere", level: "warning", what: "Links that k6 prints go to" },
  { field: "testRunDetails", code: "links-elsewhere", level: "warning", what: "The link of a run that k6 prints is" },
];

/** A test run that exists already, and where results, secrets and links of a run are. */
export function runFindings(situation: Situation): readonly Finding[] {
  const { fields, file, words } = situation;
  const runsHere = words.command === "cloud-local" || usesExistingRun(situation);
  return RULES.flatMap(({ field, code, level, what }) => {
    const value = fields[field];
    if (value.value === undefined || value.source === "default") return [];
    const shown = field === "testRunToken" ? "" : ` ${String(value.value)}`;
    const counts = level !== "mixed" || runsHere || words.command === "cloud-run" || words.command === "run";
    return note(code, counts ? level : "info", { field, message: `${what}${shown}, ${fromPlace(value, file)}.` });
  });
}
