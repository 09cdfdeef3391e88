import type { Environment } from "../host/host.ts";
import { foldKey } from "./fold-key.ts";
import { optionKeyOf } from "./identity-keys.ts";
import { CLOUD_OPTION_VARIABLE } from "./k6-cloud-variables.ts";

/** Whether the variable CLOUD has a token, stack or project, which k6 would prefer to a file's; any other text in it is not k6p's to remove. */
export function hasOptionIdentity(env: Environment): boolean {
  const text = env[CLOUD_OPTION_VARIABLE];
  if (text === undefined || !text.trimStart().startsWith("{")) return false;
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null && Object.keys(value).some((key) => optionKeyOf(foldKey(key)));
  } catch {
    return false;
  }
}
