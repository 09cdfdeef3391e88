import { pathRules } from "../host/join-path.ts";
import { STALE_VARIABLES } from "../k6-config/k6-cloud-variables.ts";
import type { VariableChange } from "../shells/shell.ts";
import type { Engine } from "./engine.ts";

/** What a shell has to unset to leave the profile that `k6p env` gave it; nothing when it has none. Removes the private file that was made for it. */
export function leaveEnvironment(engine: Engine): readonly VariableChange[] {
  const { env } = engine.host;
  const configPath = env["K6_CONFIG"];
  const marker = configPath ? engine.privateConfigs.markerOf(configPath) : undefined;
  if (!env["K6P_PROFILE"] && marker === undefined) return [];
  if (configPath && marker?.owner !== undefined) {
    engine.privateConfigs.remove({ directory: pathRules(engine.host).dirname(configPath) });
  }
  const variables = ["K6P_PROFILE", ...STALE_VARIABLES].map((name) => ({ name, value: undefined }));
  const former = marker?.baseIsNamed === true ? marker.base : undefined;
  return marker === undefined ? variables : [...variables, { name: "K6_CONFIG", value: former }];
}
