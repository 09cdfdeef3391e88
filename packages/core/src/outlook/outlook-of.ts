import type { Environment } from "../host/host.ts";
import { combineLayers, type EffectiveIdentity, type EffectiveValue } from "../k6-config/effective-identity.ts";
import { identityLayers } from "../k6-config/identity-layers.ts";
import type { IdentityLayer } from "../k6-config/identity-layer.ts";
import { isAtLeast, type K6Version } from "../k6-config/k6-version.ts";
import { claimsOf, type LayerField } from "./claims.ts";
import { findFindings } from "./find-findings.ts";
import { findOwner, judge } from "./find-owner.ts";
import type { K6Words } from "./k6-words.ts";
import type {
  Claim,
  FieldValue,
  Outlook,
  OutlookFile,
  OutlookProfile,
  OutlookState,
  RefusedOutlook,
} from "./outlook.ts";
import type { OutlookField } from "./outlook-field.ts";
import type { OutlookSources } from "./outlook-sources.ts";
import { readK6Words } from "./read-k6-words.ts";
import { targetsOf } from "./targets.ts";
import { waysOut } from "./ways-out.ts";

/** Any command of `k6 cloud`. */
const ANY_WORDS = readK6Words(["cloud", "run", "script.js"]);

/**
 * Works out what k6 will do, started with this environment and these words: for every field which place decides, whose the value is, and what
 * loses; whether the parts belong together; where the token goes. Pure: files are given as bytes, profiles by a lookup. Throws
 * `K6_CONFIG_UNREADABLE` where k6 could not read its file.
 */
export function outlookOf<Profile extends OutlookProfile>(
  sources: OutlookSources<Profile>,
): Outlook<Profile> | RefusedOutlook {
  const outlook = withoutWays(sources);
  if (outlook.kind === "refused" || outlook.state !== "mixed") return outlook;
  const ways = waysOut(sources, outlook, withoutWays);
  return {
    ...outlook,
    findings: outlook.findings.map((finding) =>
      finding.level === "mixed" && finding.remedy.length === 0 ? { ...finding, remedy: ways } : finding,
    ),
  };
}

function withoutWays<Profile extends OutlookProfile>(
  sources: OutlookSources<Profile>,
): Outlook<Profile> | RefusedOutlook {
  const words = sources.words === undefined ? ANY_WORDS : readK6Words(sources.words);
  const env = environmentOf(words, sources.env);
  const file = fileOf(sources);
  const layers = identityLayers({
    config: file.bytes,
    env,
    file: file.path,
    version: sources.version,
    ...(readsScript(words)
      ? { script: sources.script?.cloud ?? {}, legacyScript: sources.script?.loadimpact ?? {} }
      : {}),
  });
  if ("kind" in layers) return { file, ...layers };
  const effective = combineLayers(layers, words.projectId);
  if (effective.kind === "refused") return { file, ...effective };
  const claims = allClaims({ effective, layers, env, version: sources.version });
  const owner = findOwner(claims, sources.profiles);
  const fields = judge(claims, { owner, profiles: sources.profiles });
  const situation = { words, file, env, version: sources.version, owner, fields };
  const targets = targetsOf(situation);
  const findings = findFindings(situation, sources);
  const isMixed = findings.some(({ level }) => level === "mixed");
  const state = stateOf(fields.token.value, owner !== undefined, isMixed);
  return {
    kind: "outlook",
    command: words.command,
    version: sources.version,
    file,
    state,
    profile: owner,
    fields,
    targets,
    findings,
  };
}

/** The variables that k6 sees: `-e` gets among them where the script sees those of the system, as it does in `k6 run`. */
export function environmentOf(words: K6Words, env: Environment): Environment {
  if (!readsScript(words)) return env;
  const variable = env["K6_INCLUDE_SYSTEM_ENV_VARS"];
  const byVariable = variable === undefined ? undefined : /^(1|t|true)$/i.test(variable);
  const includes = words.includesSystemEnv ?? byVariable ?? words.command === "run";
  return includes ? { ...env, ...words.env } : env;
}

function readsScript({ command }: K6Words): boolean {
  return command !== "cloud-list" && command !== "cloud-login" && command !== "other";
}

/** k6 1 goes to the previous default place where nothing is at the present one. */
function fileOf({ file, legacyFile, version }: OutlookSources): OutlookFile {
  const readsLegacy = version !== undefined && !isAtLeast(version, [2, 0]);
  return readsLegacy && file.source === "default" && file.bytes === undefined ? (legacyFile ?? file) : file;
}

function stateOf(token: FieldValue | undefined, hasOwner: boolean, isMixed: boolean): OutlookState {
  if (token === undefined) return "none";
  if (!hasOwner) return "unknown";
  return isMixed ? "mixed" : "whole";
}

interface Winners {
  readonly effective: EffectiveIdentity;
  readonly layers: readonly IdentityLayer[];
  readonly env: Environment;
  readonly version: K6Version | undefined;
}

type Winner = Claim & { readonly loses: readonly Claim[] };

function allClaims({ effective, layers, env, version }: Winners): Readonly<Record<OutlookField, Winner>> {
  const winner = <Value extends FieldValue>(found: EffectiveValue<Value>, field: LayerField): Winner => {
    const { value, source, place } = found;
    const claims = claimsOf(layers, field);
    const loses = claims.filter((claim) => claim.source !== source || claim.place !== place);
    return { value, source, place, loses: field === "stackURL" ? loses.toReversed() : loses };
  };
  const variable = (name: string, since?: readonly [number, number]): Winner => {
    const value = isAtLeast(version, since) ? env[name] || undefined : undefined;
    return { value, source: value === undefined ? "none" : "env", place: value && name, loses: [] };
  };
  const run = variable("K6_CLOUDRUN_TEST_RUN_ID");
  return {
    token: winner(effective.token, "token"),
    stackId: winner(effective.stackId, "stackID"),
    stackUrl: winner(effective.stackUrl, "stackURL"),
    projectId: winner(effective.projectId, "projectID"),
    defaultProjectId: winner(effective.defaultProjectId, "defaultProjectID"),
    apiHost: winner(effective.hostv6, "hostv6"),
    ingestHost: winner(effective.host, "host"),
    logsTailUrl: winner(effective.logsTailUrl, "logsTailURL"),
    traceHost: winner(effective.traceHost, "traceHost"),
    tracesEnabled: winner(effective.tracesEnabled, "tracesEnabled"),
    pushRefId: effective.pushRefId.value === undefined ? run : winner(effective.pushRefId, "pushRefID"),
    metricsPushUrl: winner(effective.metricsPushUrl, "metricsPushURL"),
    testRunToken: winner(effective.testRunToken, "testRunToken"),
    logsPushUrl: winner(effective.logsPushUrl, "logsPushURL"),
    webAppUrl: winner(effective.webAppUrl, "webAppURL"),
    testRunDetails: winner(effective.testRunDetails, "testRunDetails"),
    secretsEndpoint: variable("K6_CLOUD_SECRETS_ENDPOINT", [1, 8]),
    buildServiceUrl: variable("K6_BUILD_SERVICE_URL"),
    name: winner(effective.name, "name"),
  };
}
