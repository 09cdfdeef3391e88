import { isAtLeast } from "../k6-config/k6-version.ts";
import { textIn } from "./field-values.ts";
import type { Target } from "./outlook.ts";
import type { OutlookField } from "./outlook-field.ts";
import { type Situation, streamsToCloud, usesExistingRun } from "./situation.ts";

const DEFAULT_BUILD_SERVICE = "https://ingest.k6.io/builder/api/v1";

/** Where the token, requests, metrics, traces and logs go. */
export function targetsOf(situation: Situation): readonly Target[] {
  const { words, fields, version } = situation;
  const { command } = words;
  const text = (field: OutlookField): string | undefined => textIn(fields[field]);
  const streams = streamsToCloud(situation);
  const isLocal = command === "cloud-local" || streams;
  const usesV6 = isAtLeast(version, [2, 0]) && !streams && (command !== "cloud-local" || isAtLeast(version, [2, 2]));
  const targets: Target[] = [];
  const isCloud = command.startsWith("cloud-") || streams;
  const isProvisioned = usesExistingRun(situation) && (streams || isAtLeast(version, [2, 2]));
  if (isCloud && !isProvisioned)
    targets.push({ what: "requests", url: text(usesV6 ? "apiHost" : "ingestHost"), shows: "token" });
  if (isLocal) targets.push(metricsTarget(situation));
  if (isLocal && fields.tracesEnabled.value === true)
    targets.push({ what: "traces", url: text("traceHost"), shows: "token" });
  if (command === "cloud-run" && words.showsLogs)
    targets.push({ what: "logs", url: text("logsTailUrl"), shows: "token" });
  if (command !== "cloud-list" && command !== "cloud-login" && command !== "other")
    targets.push({ what: "build", url: text("buildServiceUrl") ?? DEFAULT_BUILD_SERVICE, shows: "token" });
  return targets;
}

function metricsTarget(situation: Situation): Target {
  const { words, fields, env, version } = situation;
  const provisions = words.command === "cloud-local" && isAtLeast(version, [2, 2]);
  const exists = usesExistingRun(situation);
  const named = provisions && exists ? env["K6_CLOUD_METRICS_PUSH_URL"] || undefined : undefined;
  const pushed = named ?? textIn(fields.metricsPushUrl);
  // Without an existing run, what provisioning says beats the file, but not the variable.
  const counts = exists || (provisions && fields.metricsPushUrl.source === "env");
  const hasToken = named !== undefined || fields.testRunToken.value !== undefined || (provisions && !exists);
  if (pushed !== undefined && counts && hasToken) return { what: "metrics", url: pushed, shows: "run token" };
  if (provisions && !exists) return { what: "metrics", url: undefined, shows: "run token" };
  return { what: "metrics", url: textIn(fields.ingestHost), shows: "token" };
}
