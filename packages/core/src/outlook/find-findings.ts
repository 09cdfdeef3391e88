import { commandFindings } from "./command-findings.ts";
import type { Finding, FindingLevel } from "./finding.ts";
import type { OutlookSources } from "./outlook-sources.ts";
import { ownerFindings } from "./owner-findings.ts";
import { runFindings } from "./run-findings.ts";
import type { Situation } from "./situation.ts";
import { tokenFindings } from "./token-findings.ts";

const WEIGHT: Readonly<Record<FindingLevel, number>> = { mixed: 2, warning: 1, info: 0 };

/** What may be noticed, the weightiest first. */
export function findFindings(situation: Situation, sources: OutlookSources): readonly Finding[] {
  const findings = [
    ...tokenFindings(situation, sources),
    ...ownerFindings(situation, sources),
    ...runFindings(situation),
    ...commandFindings(situation, sources),
  ];
  return findings.toSorted((one, other) => WEIGHT[other.level] - WEIGHT[one.level]);
}
