import { parse } from "yaml";
import { looksLikeVariables } from "./read-variables.ts";

/**
 * - `variables`: an environment file, or a JSON or YAML map of such variables
 * - `compose`: a Compose file
 * - `archive`: what `k6p profile export` writes, or a team file
 * - `sealed`: an age file
 * - `k6-config`: JSON that may be k6's configuration
 */
export type TextKind = "variables" | "compose" | "archive" | "sealed" | "k6-config" | "unknown";

/** What kind of text a file has, judged by its form alone. */
export function recogniseText(text: string): TextKind {
  const start = text.replace(/^\uFEFF/, "").trimStart();
  if (start.startsWith("-----BEGIN AGE ENCRYPTED FILE-----") || start.startsWith("age-encryption.org/v1"))
    return "sealed";
  if (start.startsWith("{")) return kindOfMap(parseMap(start)) ?? "k6-config";
  if (looksLikeVariables(start)) return "variables";
  return kindOfMap(parseMap(start)) ?? "unknown";
}

/** The map in a JSON or YAML text; undefined if it is not one, or not readable. */
export function parseMap(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    return asMap(parse(text.replace(/^\uFEFF/, ""), { logLevel: "silent", uniqueKeys: false }));
  } catch {
    return undefined;
  }
}

export function asMap(value: unknown): Readonly<Record<string, unknown>> | undefined {
  const isMap = typeof value === "object" && value !== null && !Array.isArray(value);
  return isMap ? Object.fromEntries(Object.entries(value)) : undefined;
}

function kindOfMap(map: Readonly<Record<string, unknown>> | undefined): TextKind | undefined {
  if (map === undefined) return undefined;
  if (asMap(map["services"]) !== undefined) return "compose";
  if (asMap(map["profiles"]) !== undefined && map["version"] !== undefined) return "archive";
  return Object.keys(map).some((key) => key.startsWith("K6_CLOUD_")) ? "variables" : undefined;
}
