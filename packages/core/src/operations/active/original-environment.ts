import { undisplaced } from "../../activation/displaced-variables.ts";
import type { Environment } from "../../host/host.ts";
import { CLOUD_OPTION_VARIABLE, K6_CLOUD_VARIABLES, STALE_VARIABLES } from "../../k6-config/k6-cloud-variables.ts";
import { Secret } from "../../secrets/secret.ts";
import type { VariableChange } from "../../shells/shell.ts";
import type { Parts } from "../../engine/engine.ts";
import { BEFORE_VARIABLE, PROFILE_VARIABLE } from "../../host/k6p-variables.ts";

/** Every variable that `k6p env` may change. */
export const OUR_VARIABLES: readonly string[] = [
  PROFILE_VARIABLE,
  "K6_CONFIG",
  ...K6_CLOUD_VARIABLES.map(({ name }) => name),
  CLOUD_OPTION_VARIABLE,
];

/**
 * The environment this shell would have if `k6p env` had never run, with the user's later changes. If it can no longer be computed,
 * warns and returns the environment without the variables of any profile.
 */
export function originalEnvironment(engine: Parts<"host" | "privateConfigs" | "notify">): Environment {
  const { env } = engine.host;
  const before = undisplaced(env, OUR_VARIABLES);
  if (before !== undefined) return before;
  engine.notify({
    level: "warning",
    message: `Cannot restore this shell's original environment: ${BEFORE_VARIABLE} was modified. Unsetting the profile's variables instead.`,
  });
  return {
    ...env,
    ...unset([BEFORE_VARIABLE, PROFILE_VARIABLE, ...STALE_VARIABLES]),
    ...withoutPrivateConfig(engine, env),
  };
}

/** Whether k6p sets the variable for a profile. */
export function isOurVariable(name: string): boolean {
  return OUR_VARIABLES.includes(name);
}

/** The changes that give the variables of `k6p env` their values in `target`; variables that already have them are omitted. */
export function changesTo(engine: Parts<"host">, target: Environment): readonly VariableChange[] {
  const { env } = engine.host;
  return OUR_VARIABLES.filter((name) => target[name] !== env[name]).map((name) => variableOf(target, name));
}

/** A change that gives a variable its value in an environment. */
export function variableOf(env: Environment, name: string): VariableChange {
  const value = env[name];
  return { name, value: name === "K6_CLOUD_TOKEN" && value !== undefined ? new Secret(value) : value };
}

/** An environment in which these variables are not set. */
export function unset(names: readonly string[]): Readonly<Record<string, undefined>> {
  return Object.fromEntries(names.map((name) => [name, undefined] as const));
}

/** `K6_CONFIG` as it was before it named a private copy; empty if it names none. */
export function withoutPrivateConfig(
  engine: Parts<"privateConfigs">,
  env: Environment,
): { readonly K6_CONFIG?: string | undefined } {
  const path = env["K6_CONFIG"];
  const marker = path ? engine.privateConfigs.markerOf(path) : undefined;
  return marker === undefined ? {} : { K6_CONFIG: marker.baseIsNamed ? marker.base : undefined };
}
