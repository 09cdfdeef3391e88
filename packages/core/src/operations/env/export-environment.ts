import { encodeDisplaced } from "../../activation/displaced-variables.ts";
import { overriddenHostVariables } from "../../credentials/destination.ts";
import { tokenFingerprint } from "../../credentials/token-fingerprint.ts";
import type { Environment } from "../../host/host.ts";
import { deriveConfig } from "../../k6-config/derive-config.ts";
import { CLOUD_OPTION_VARIABLE, PROJECT_VARIABLE, STALE_VARIABLES } from "../../k6-config/k6-cloud-variables.ts";
import { hasOptionIdentity } from "../../k6-config/option-variable.ts";
import type { Profile } from "../../profiles/profile.ts";
import { Secret } from "../../secrets/secret.ts";
import type { VariableChange } from "../../shells/shell.ts";
import { sayChoice } from "../select/say-choice.ts";
import { chooseForHook } from "../select/choose-for-hook.ts";
import { requireGuard } from "../select/require-guard.ts";
import { chooseProfile, type ChosenProfile } from "../select/choose-profile.ts";
import type { Needs, Parts } from "../../engine/engine.ts";
import {
  changesTo,
  originalEnvironment,
  unset,
  variableOf,
  withoutPrivateConfig,
} from "../active/original-environment.ts";
import { type Credentials, obtainCredentials } from "../tokens/obtain-credentials.ts";
import { owningShell } from "./owning-shell.ts";
import { portableVariables } from "./portable-variables.ts";
import { projectChoice } from "../active/project-choice.ts";
import { readPrivateBase } from "../active/k6-config-file.ts";
import { refuseCommandForHook, refuseSealForHook } from "./refuse-for-hook.ts";
import { BEFORE_VARIABLE } from "../../host/k6p-variables.ts";

/**
 * - `variables`: token and stack in variables, the rest in a persistent copy of the configuration without the token
 * - `file`: everything in a private file, no token in the environment
 * - `portable`: variables only
 */
export type ExportMode = "variables" | "file" | "portable";

type Values = Readonly<Record<string, VariableChange["value"]>>;

export interface ExportRequest {
  readonly name?: string | undefined;
  readonly mode: ExportMode;
  /** Whether the folder chose the profile, not the user: no command is run for its token, and the team's file must be trusted. */
  readonly unasked?: boolean | undefined;
  /** Do not ask before a protected profile is used. */
  readonly yes?: boolean | undefined;
  /** The project that the command line names. */
  readonly project?: number | undefined;
}

export interface ExportedEnvironment extends ChosenProfile {
  /** What to set and unset, in any order. */
  readonly changes: readonly VariableChange[];
  /** What to set and unset to restore the original environment. */
  readonly undo: readonly VariableChange[];
  /** The private file that `K6_CONFIG` names. */
  readonly configPath: string | undefined;
}

/**
 * Computes the environment in which k6 uses a profile, and creates the private file that belongs to it. In a shell that already uses
 * a profile, the result is the same as after leaving that profile.
 */
export async function exportEnvironment(
  engine: Parts<"recentProfiles"> &
    Needs<
      typeof obtainCredentials | typeof chooseForHook | typeof makeConfig | typeof projectChoice | typeof requireGuard
    >,
  { name, mode, unasked, yes, project }: ExportRequest,
): Promise<ExportedEnvironment> {
  const chosen = await (unasked === true ? chooseForHook : chooseProfile)(engine, name);
  if (unasked !== true) sayChoice(engine, chosen);
  else {
    refuseCommandForHook(engine, chosen.profile);
    await refuseSealForHook(engine, chosen.profile);
  }
  const command = unasked === true ? "k6p use --here" : "k6p env";
  await requireGuard(engine, [chosen.profile], {
    yes,
    fromHook: unasked,
    command: `${command} ${chosen.profile.name}`,
  });
  const env = originalEnvironment(engine);
  const credentials = await obtainCredentials(engine, chosen.profile, { env });
  engine.recentProfiles.remember(chosen.profile.id);
  const configPath = mode === "portable" ? undefined : await makeConfig(engine, credentials, { mode, env });
  const chosenProject = projectChoice(engine, chosen.profile, { env, project });
  const values = {
    ...emptied(engine, chosen.profile, env),
    ...valuesFor(credentials, mode),
    ...(chosenProject === undefined ? {} : { [PROJECT_VARIABLE]: chosenProject }),
    ...(configPath === undefined ? {} : { K6_CONFIG: configPath }),
  };
  const restored = changesTo(engine, env).filter(({ name: variable }) => !(variable in values));
  const memory = { name: BEFORE_VARIABLE, value: new Secret(encodeDisplaced(env, values)) };
  return {
    ...chosen,
    configPath,
    changes: [...restored, ...Object.entries(values).map(([variable, value]) => ({ name: variable, value })), memory],
    undo: Object.keys(values).map((variable) => variableOf(env, variable)),
  };
}

/** Unsets what another profile, or hosts that this profile overrides, would leave. */
function emptied(engine: Parts<"privateConfigs">, profile: Profile, env: Environment): Values {
  const options = hasOptionIdentity(env) ? [CLOUD_OPTION_VARIABLE] : [];
  const names = [...STALE_VARIABLES, ...options, ...overriddenHostVariables(profile)];
  return { ...unset(names), ...withoutPrivateConfig(engine, env) };
}

function valuesFor(credentials: Credentials, mode: ExportMode): Values {
  if (mode === "portable") return portableVariables(credentials);
  const { profile, identity } = credentials;
  const own = { K6P_PROFILE: profile.name };
  if (mode === "file") return own;
  return { ...own, K6_CLOUD_TOKEN: identity.token, K6_CLOUD_STACK_ID: identity.stackId?.toString() };
}

async function makeConfig(
  engine: Needs<typeof readPrivateBase>,
  { profile, identity }: Credentials,
  { mode, env }: { readonly mode: "variables" | "file"; readonly env: Environment },
): Promise<string> {
  const { bytes, base } = await readPrivateBase(engine, env);
  const request = { profileId: profile.id, base };
  if (mode === "variables") {
    return engine.privateConfigs.refresh({
      ...request,
      bytes: deriveConfig(bytes, identity, { withToken: false, file: base.path }),
    });
  }
  return engine.privateConfigs.create({
    ...request,
    bytes: deriveConfig(bytes, identity, { file: base.path }),
    ownerId: await owningShell(engine),
    fingerprint: tokenFingerprint(identity.token, profile.id),
  }).path;
}
