import type { Environment } from "../host/host.ts";
import { foldKey } from "./fold-key.ts";
import { parseK6Config } from "./parse-k6-config.ts";

/**
 * The outputs that `k6 run` has without `-o`, without their arguments: those of the variable K6_OUT, else those of the key `out` in the
 * configuration file. Throws `K6_CONFIG_UNREADABLE`.
 */
export function readOutputs(config: Uint8Array | undefined, env: Environment): readonly string[] {
  const variable = env["K6_OUT"]?.trim() ?? "";
  if (variable !== "") return variable.split(",").map(withoutArgument);
  if (config === undefined) return [];
  const { text, root } = parseK6Config(config);
  const member = root?.members.findLast(({ key }) => foldKey(key) === "OUT");
  if (member === undefined) return [];
  const value: unknown = JSON.parse(Buffer.from(text.slice(member.valueStart, member.end), "latin1").toString("utf8"));
  return Array.isArray(value) ? value.filter((item) => typeof item === "string").map(withoutArgument) : [];
}

function withoutArgument(output: string): string {
  return output.split("=")[0] ?? "";
}
