import { undisplaced } from "../../activation/displaced-variables.ts";
import { overriddenHostVariables } from "../../credentials/destination.ts";
import { tokenFingerprint } from "../../credentials/token-fingerprint.ts";
import { withoutTokenVariables } from "../../credentials/token-variable.ts";
import type { Environment } from "../../host/host.ts";
import { deriveConfig } from "../../k6-config/derive-config.ts";
import { CLOUD_OPTION_VARIABLE, PROJECT_VARIABLE, STALE_VARIABLES } from "../../k6-config/k6-cloud-variables.ts";
import { hasOptionIdentity } from "../../k6-config/option-variable.ts";
import type { Profile } from "../../profiles/profile.ts";
import type { Needs, Parts } from "../../engine/engine.ts";
import { discardConfig } from "./discard-config.ts";
import { type Credentials, obtainCredentials } from "../tokens/obtain-credentials.ts";
import { readPrivateBase } from "../active/k6-config-file.ts";
import { OUR_VARIABLES } from "../active/original-environment.ts";
import { projectChoice } from "../active/project-choice.ts";
import { BEFORE_VARIABLE, BOUND_TO_VARIABLE, BOUND_VARIABLE } from "../../host/k6p-variables.ts";

export interface IdentityRequest {
  readonly profile: Profile;
  /** Whether to also put token and stack into the child's environment. */
  readonly withEnv: boolean;
  /** The configuration that the identity is put into; the user's own unless given. */
  readonly config?: Uint8Array | undefined;
  /** The project that the command line names. */
  readonly project?: number | undefined;
}

/** What a child is started with. */
export interface PrivateIdentity {
  readonly env: Environment;
  readonly configPath: string;
  /** A folder for this child alone, removed when the child ends. */
  readonly directory: string;
}

/**
 * Writes a profile's identity to a private file that `K6_CONFIG` names, runs a child that reads it, and removes the file when the
 * child ends; a token that a login put there is saved first. The child's environment contains no token unless `withEnv` is set.
 */
export async function withPrivateConfig<Result>(
  engine: Parts<"host" | "privateConfigs" | "recentProfiles"> &
    Needs<typeof obtainCredentials | typeof discardConfig | typeof projectChoice>,
  { profile: wanted, withEnv, config: given, project }: IdentityRequest,
  run: (identity: PrivateIdentity) => Promise<Result>,
): Promise<Result> {
  const credentials = await obtainCredentials(engine, wanted);
  const { profile, identity } = credentials;
  engine.recentProfiles.remember(profile.id);
  const { bytes, base } = await readPrivateBase(engine, engine.host.env);
  const derived = deriveConfig(given ?? bytes, identity, { file: base.path });
  const config = engine.privateConfigs.create({
    bytes: derived,
    profileId: profile.id,
    base,
    ownerId: engine.host.processId,
    fingerprint: tokenFingerprint(identity.token, profile.id),
  });
  try {
    const before = undisplaced(engine.host.env, OUR_VARIABLES) ?? engine.host.env;
    const chosenProject = projectChoice(engine, profile, { env: before, project });
    const env = {
      ...childEnvironment(engine.host.env, credentials, { configPath: config.path, withEnv }),
      ...(chosenProject === undefined ? {} : { [PROJECT_VARIABLE]: chosenProject }),
    };
    return await run({ env, configPath: config.path, directory: config.directory });
  } finally {
    await discardConfig(engine, config, engine.host.env);
  }
}

/** The environment of a child that reads its identity from the private file. */
function childEnvironment(
  env: Environment,
  { profile, identity }: Credentials,
  { configPath, withEnv }: { readonly configPath: string; readonly withEnv: boolean },
): Environment {
  const ofShell = [BEFORE_VARIABLE, BOUND_VARIABLE, BOUND_TO_VARIABLE];
  const options = hasOptionIdentity(env) ? [CLOUD_OPTION_VARIABLE] : [];
  const dropped = new Set([...STALE_VARIABLES, ...options, ...ofShell, ...overriddenHostVariables(profile)]);
  const kept = Object.fromEntries(Object.entries(withoutTokenVariables(env)).filter(([name]) => !dropped.has(name)));
  const tokenAndStack = { K6_CLOUD_TOKEN: identity.token.reveal(), K6_CLOUD_STACK_ID: identity.stackId?.toString() };
  return { ...kept, ...(withEnv ? tokenAndStack : {}), K6_CONFIG: configPath, K6P_PROFILE: profile.name };
}
