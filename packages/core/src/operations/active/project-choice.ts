import type { Environment } from "../../host/host.ts";
import { PROJECT_VARIABLE } from "../../k6-config/k6-cloud-variables.ts";
import type { Profile } from "../../profiles/profile.ts";
import { isCloudId } from "../../profiles/stack.ts";
import { Secret } from "../../secrets/secret.ts";
import type { Needs, Parts } from "../../engine/engine.ts";
import { holdersOf } from "./profile-lookup.ts";

export interface ProjectChoice {
  /** As it was before k6p changed it. */
  readonly env: Environment;
  /** The ID that the command line names. */
  readonly project?: number | undefined;
}

/**
 * The project that a profile is used with instead of its default: the one of the command line, else that of K6_CLOUD_PROJECT_ID, unless that
 * belongs to another token or stack in the environment. Says which one it is, or why not.
 */
export function projectChoice(
  engine: Parts<"notify"> & Needs<typeof holdersOf>,
  profile: Profile,
  { env, project }: ProjectChoice,
): string | undefined {
  if (project !== undefined) return String(project);
  const text = env[PROJECT_VARIABLE] ?? "";
  if (text === "" || Number(text) === profile.defaultProjectId) return undefined;
  const fault = faultOf(engine, profile, env);
  if (fault !== undefined) {
    engine.notify({
      level: "info",
      message: `Not using ${PROJECT_VARIABLE}=${text} for profile ${profile.name}: ${fault}.`,
    });
    return undefined;
  }
  engine.notify({
    level: "info",
    message: `Using project ${text} from ${PROJECT_VARIABLE} instead of the default of profile ${profile.name} (${profile.defaultProjectId ?? "none"}).`,
  });
  return text;
}

function faultOf(engine: Needs<typeof holdersOf>, profile: Profile, env: Environment): string | undefined {
  if (!/^\d+$/.test(env[PROJECT_VARIABLE] ?? "") || !isCloudId(Number(env[PROJECT_VARIABLE])))
    return "it is not the ID of a project";
  const { K6_CLOUD_TOKEN: token, K6_CLOUD_STACK_ID: stack } = env;
  if (token && !holdersOf(engine, new Secret(token)).some(({ id }) => id === profile.id))
    return "it belongs to the token in K6_CLOUD_TOKEN";
  return stack && Number(stack) !== profile.stackId ? "it belongs to the stack in K6_CLOUD_STACK_ID" : undefined;
}
