import { destinationDifferences, destinationOf } from "../../credentials/destination.ts";
import type { TokenRecord } from "../../credentials/token-record.ts";
import { K6pError } from "../../errors/k6p-error.ts";
import { problemOf } from "../../errors/problem.ts";
import type { Profile } from "../../profiles/profile.ts";
import { describeProfile } from "../tokens/describe-profile.ts";
import { type Check, type HealthFinding, problemFinding } from "./check.ts";

const DAY_MS = 24 * 60 * 60 * 1000;
const OLD_DAYS = 365;

/** What is known about each profile's token without opening a store. */
export const checkTokens: Check = {
  id: "tokens",
  title: "Profiles and their tokens",
  async run(engine) {
    const { profiles, unreadable } = await engine.profiles.list();
    const findings: HealthFinding[] = unreadable.map(({ problem }) => problemFinding(problem));
    for (const profile of profiles) {
      try {
        const { token } = describeProfile(engine, profile);
        if (token.state === "missing") findings.push(noToken(profile));
        const record = engine.tokens.find(profile.id);
        if (record === undefined) continue;
        const differs = destinationDifferences(record.destination, destinationOf(profile, engine.host.env)).length > 0;
        if (differs) findings.push(otherDestination(profile));
        findings.push(...ofAge(profile, record, engine.host.clock.now()));
      } catch (error) {
        if (!(error instanceof K6pError)) throw error;
        findings.push(problemFinding(problemOf(error)));
      }
    }
    return { findings, facts: `${profiles.length} profiles` };
  },
};

function noToken({ name }: Profile): HealthFinding {
  return {
    code: "token-missing",
    level: "warning",
    message: `Profile ${name} has no token.`,
    remedy: [`Enter one: k6p login ${name}`],
  };
}

function otherDestination({ name }: Profile): HealthFinding {
  return {
    code: "token-other-destination",
    level: "error",
    message: `The token of profile ${name} was entered for another stack or host, so k6p does not use it.`,
    remedy: [`See what differs: k6p profile show ${name}`, `Enter a token for it: k6p login ${name}`],
  };
}

function ofAge({ name }: Profile, { enteredAt, verifiedAt }: TokenRecord, now: Date): readonly HealthFinding[] {
  const days = Math.floor((now.getTime() - Date.parse(enteredAt)) / DAY_MS);
  if (days >= OLD_DAYS) {
    const message = `The token of profile ${name} is ${days} days old. Tokens of Grafana Cloud k6 do not expire by themselves.`;
    return [{ code: "token-old", level: "warning", message, remedy: [`Enter a new one: k6p login ${name}`] }];
  }
  if (verifiedAt !== undefined) return [];
  const message = `The token of profile ${name} was never verified with Grafana Cloud.`;
  return [{ code: "token-unverified", level: "warning", message, remedy: [`k6p verify ${name}`] }];
}
