import { overriddenHostVariables } from "../credentials/destination.ts";
import { tokenFingerprint } from "../credentials/token-fingerprint.ts";
import { deriveConfig } from "../k6-config/derive-config.ts";
import { STALE_VARIABLES } from "../k6-config/k6-cloud-variables.ts";
import type { VariableChange } from "../shells/shell.ts";
import { chooseProfile, type ChosenProfile } from "./choose-profile.ts";
import type { Engine } from "./engine.ts";
import { type Credentials, obtainCredentials } from "./obtain-credentials.ts";
import { readPrivateBase } from "./private-base.ts";
import { refuseUnaskedCommand } from "./refuse-unasked-command.ts";
import { sweepAbandoned } from "./sweep-abandoned.ts";

/**
 * - `variables`: token and stack as variables, the rest in a lasting copy of the user's configuration without the token
 * - `file`: everything in a private file, no token in the environment
 * - `portable`: variables alone
 */
export type ExportMode = "variables" | "file" | "portable";

export interface ExportRequest {
  readonly name?: string | undefined;
  readonly mode: ExportMode;
  /** Nobody has asked for the profile just now, so no command may be run for its token. */
  readonly unasked?: boolean | undefined;
}

export interface ExportedEnvironment extends ChosenProfile {
  /** What to set and unset; the order does not matter. */
  readonly changes: readonly VariableChange[];
  /** The private file that `K6_CONFIG` names. */
  readonly configPath: string | undefined;
}

/** Works out the environment in which k6 uses a profile, and makes the private file that belongs to it. */
export async function exportEnvironment(
  engine: Engine,
  { name, mode, unasked }: ExportRequest,
): Promise<ExportedEnvironment> {
  const chosen = await chooseProfile(engine, name);
  if (unasked === true) refuseUnaskedCommand(engine, chosen.profile);
  const credentials = await obtainCredentials(engine, chosen.profile);
  engine.recent.remember(chosen.profile.id);
  const configPath = mode === "portable" ? undefined : await makeConfig(engine, credentials, mode);
  const values = new Map<string, VariableChange["value"]>(STALE_VARIABLES.map((variable) => [variable, undefined]));
  for (const variable of overriddenHostVariables(chosen.profile)) values.set(variable, undefined);
  for (const [variable, value] of Object.entries(valuesFor(credentials, mode))) values.set(variable, value);
  if (configPath !== undefined) values.set("K6_CONFIG", configPath);
  else if (isPrivate(engine)) values.set("K6_CONFIG", undefined);
  return { ...chosen, configPath, changes: Array.from(values, ([variable, value]) => ({ name: variable, value })) };
}

function valuesFor(
  { profile, identity }: Credentials,
  mode: ExportMode,
): Readonly<Record<string, VariableChange["value"]>> {
  const own = { K6P_PROFILE: profile.name };
  if (mode === "file") return own;
  const tokenAndStack = { ...own, K6_CLOUD_TOKEN: identity.token, K6_CLOUD_STACK_ID: identity.stackId?.toString() };
  if (mode === "variables") return tokenAndStack;
  return {
    ...tokenAndStack,
    K6_CLOUD_STACK_URL: identity.stackUrl,
    K6_CLOUD_PROJECT_ID: identity.defaultProjectId?.toString(),
    ...(identity.host === undefined ? {} : { K6_CLOUD_HOST: identity.host }),
    ...(identity.hostv6 === undefined ? {} : { K6_CLOUD_HOST_V6: identity.hostv6 }),
  };
}

async function makeConfig(
  engine: Engine,
  { profile, identity }: Credentials,
  mode: "variables" | "file",
): Promise<string> {
  const { bytes, base } = await readPrivateBase(engine);
  const request = { profileId: profile.id, base };
  if (mode === "variables") {
    return engine.privateConfigs.refresh({
      ...request,
      bytes: deriveConfig(bytes, identity, { withToken: false, file: base.path }),
    });
  }
  await sweepAbandoned(engine);
  const { processes } = engine.host;
  return engine.privateConfigs.create({
    ...request,
    bytes: deriveConfig(bytes, identity, { file: base.path }),
    ownerId: processes.sessionLeader() ?? engine.host.parentProcessId,
    fingerprint: tokenFingerprint(identity.token, profile.id),
  }).path;
}

function isPrivate(engine: Engine): boolean {
  const path = engine.host.env["K6_CONFIG"];
  return path !== undefined && path !== "" && engine.privateConfigs.markerOf(path) !== undefined;
}
