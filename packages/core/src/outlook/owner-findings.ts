import { isAtLeast } from "../k6-config/k6-version.ts";
import { type Finding, note } from "./finding.ts";
import { isShownToken } from "./is-shown-token.ts";
import type { OutlookField } from "./outlook-field.ts";
import type { OutlookSources } from "./outlook-sources.ts";
import { projectFindings } from "./project-findings.ts";
import { fromPlace, named } from "./say-place.ts";
import { sendsStack, type Situation } from "./situation.ts";

const HOSTS: readonly (readonly [OutlookField, string])[] = [
  ["apiHost", "API host"],
  ["ingestHost", "ingest host"],
  ["logsTailUrl", "log host"],
  ["traceHost", "trace host"],
  ["buildServiceUrl", "build service"],
];

/** Where the parts are not those of the profile that the token is of. */
export function ownerFindings(situation: Situation, sources: OutlookSources): readonly Finding[] {
  const { fields, file, owner } = situation;
  if (owner === undefined) return [];
  const hosts = HOSTS.flatMap(([field, title]) => {
    const value = fields[field];
    if (value.belongs || !isShownToken(field, situation, sources)) return [];
    const message = `The token of ${owner.name} goes to the ${title} ${String(value.value)} ${fromPlace(value, file)}; it was not entered for that.`;
    return note("other-host", "mixed", { field, message });
  });
  return [...stackFindings(situation), ...projectFindings(situation), ...hosts];
}

function stackFindings(situation: Situation): readonly Finding[] {
  const { fields, file, version, owner } = situation;
  if (owner === undefined || !sendsStack(situation)) return [];
  const { stackId, stackUrl } = fields;
  const found: Finding[] = [];
  if (!stackId.belongs) {
    const stack =
      stackId.value === undefined ? "k6 has no stack ID" : `The stack ${named(stackId)} is ${fromPlace(stackId, file)}`;
    const message = `${stack}, but the token is ${owner.name}'s, ${fromPlace(fields.token, file)}.`;
    found.push(note("other-stack", "mixed", { field: "stackId", message }));
  } else if (stackId.value === undefined && isAtLeast(version, [2, 0]))
    found.push(
      note("no-stack", "info", {
        field: "stackId",
        message: `Profile ${owner.name} has no stack ID, without which k6 2 does nothing.`,
      }),
    );
  if (!stackUrl.belongs && stackUrl.value !== undefined) {
    const message = `k6 prints the stack URL ${named(stackUrl)} ${fromPlace(stackUrl, file)}, but works on ${owner.name}'s stack.`;
    found.push(note("other-stack-url", "warning", { field: "stackUrl", message }));
  }
  return found;
}
