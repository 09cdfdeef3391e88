import { type Credentials, obtainCredentials } from "./obtain-credentials.ts";
import { overriddenHostVariables } from "../credentials/destination.ts";
import { tokenFingerprint } from "../credentials/token-fingerprint.ts";
import { withoutTokenVariables } from "../credentials/token-variable.ts";
import { K6pError, systemErrorCode } from "../errors/k6p-error.ts";
import { findProgram } from "../host/find-program.ts";
import type { ChildEnd, Environment } from "../host/host.ts";
import { commandWarnings, configFlagOf } from "../k6-config/k6-command-line.ts";
import { deriveConfig } from "../k6-config/derive-config.ts";
import { STALE_VARIABLES } from "../k6-config/k6-cloud-variables.ts";
import { chooseProfile, type ChosenProfile } from "./choose-profile.ts";
import type { Engine } from "./engine.ts";
import { readPrivateBase } from "./private-base.ts";
import { keepLogin } from "./keep-login.ts";
import { sweepAbandoned } from "./sweep-abandoned.ts";
import { warnOfOldK6 } from "./warn-of-old-k6.ts";
import { warnOfOverrides } from "./warn-of-overrides.ts";

export interface RunRequest {
  readonly name?: string | undefined;
  /** The program and its arguments; not empty. */
  readonly command: readonly string[];
  /** Also put token and stack into the child's environment. */
  readonly withEnv: boolean;
}

export interface RanCommand extends ChosenProfile {
  readonly end: ChildEnd;
}

/**
 * Runs one command under a profile. The child finds the identity in a private file that `K6_CONFIG` names and that goes when the
 * child has ended; its environment holds no token, of no profile. Throws before the child starts, never for how it ends.
 */
export async function runCommand(engine: Engine, { name, command, withEnv }: RunRequest): Promise<RanCommand> {
  const chosen = await chooseProfile(engine, name);
  const [program = "", ...parameters] = command;
  refuseOtherConfig(chosen, command);
  const path = resolveProgram(engine, program);
  await sweepAbandoned(engine);
  const credentials = await obtainCredentials(engine, chosen.profile);
  const { profile, identity } = credentials;
  engine.recent.remember(profile.id);
  const { bytes, base } = await readPrivateBase(engine);
  for (const message of commandWarnings(command)) engine.notify({ level: "warning", message });
  if (isK6(program)) await warnOfOldK6(engine);
  const derived = deriveConfig(bytes, identity, { file: base.path });
  const config = engine.privateConfigs.create({
    bytes: derived,
    profileId: profile.id,
    base,
    ownerId: engine.host.processId,
    fingerprint: tokenFingerprint(identity.token, profile.id),
  });
  try {
    const env = childEnvironment(engine.host.env, credentials, { configPath: config.path, withEnv });
    warnOfOverrides(engine, { env, identity, config: derived });
    const end = await engine.host.processes.runAttached({ program: path, arguments: parameters, env });
    return { ...chosen, end };
  } catch (error) {
    throw cannotStart(error, path);
  } finally {
    if (await keepLogin(engine, config)) engine.privateConfigs.remove(config);
  }
}

/** The environment of a child that is to find its identity in the private file. */
function childEnvironment(
  env: Environment,
  { profile, identity }: Credentials,
  { configPath, withEnv }: { readonly configPath: string; readonly withEnv: boolean },
): Environment {
  const dropped = new Set([...STALE_VARIABLES, ...overriddenHostVariables(profile)]);
  const kept = Object.fromEntries(Object.entries(withoutTokenVariables(env)).filter(([name]) => !dropped.has(name)));
  const tokenAndStack = { K6_CLOUD_TOKEN: identity.token.reveal(), K6_CLOUD_STACK_ID: identity.stackId?.toString() };
  return { ...kept, ...(withEnv ? tokenAndStack : {}), K6_CONFIG: configPath, K6P_PROFILE: profile.name };
}

function isK6(program: string): boolean {
  return /^(.*[\\/])?k6(\.exe)?$/i.test(program);
}

/** k6's own `--config` beats `K6_CONFIG`: the run would silently use another identity. */
function refuseOtherConfig({ profile }: ChosenProfile, command: readonly string[]): void {
  const flag = isK6(command[0] ?? "") ? configFlagOf(command) : undefined;
  if (flag === undefined) return;
  throw new K6pError("USAGE", {
    message: `k6's ${flag} would make it read its identity from that file instead of profile ${profile.name}. Nothing was run.`,
    remedy: [`Let k6p merge the file: K6_CONFIG=FILE k6p exec ${profile.name} -- k6 … (without ${flag})`],
    details: { profile: profile.name },
  });
}

function resolveProgram(engine: Engine, program: string): string {
  const found = findProgram(engine.host, program);
  if (found?.kind === "found") return found.path;
  if (found !== undefined) {
    throw new K6pError("COMMAND_NOT_EXECUTABLE", {
      message: `${found.path} cannot be executed.`,
      remedy: [`Make it executable: chmod +x ${found.path}`],
      details: { program: found.path },
    });
  }
  throw new K6pError("COMMAND_NOT_FOUND", {
    message: `There is no program ${JSON.stringify(program.slice(0, 120))} on PATH.`,
    remedy:
      program === "k6"
        ? ["Install k6: https://grafana.com/docs/k6/latest/set-up/install-k6/"]
        : ["Check the name, or give its path."],
    details: { program },
  });
}

function cannotStart(error: unknown, path: string): unknown {
  const code = systemErrorCode(error);
  if (code === undefined) return error;
  return new K6pError(code === "ENOENT" ? "COMMAND_NOT_FOUND" : "COMMAND_NOT_EXECUTABLE", {
    message: `${path} could not be started (${code}).`,
    remedy:
      code === "ENOENT"
        ? ["If it is a script, check the program that its first line names."]
        : [`Look at it: ls -l ${path}`],
    details: { program: path, reason: code },
    cause: error,
  });
}
