import { Secret } from "../secrets/secret.ts";
import type { Claim } from "./outlook.ts";

/** The value of a field that is a text; undefined where there is none. */
export function textIn({ value }: Claim): string | undefined {
  return typeof value === "string" ? value : undefined;
}

/** The value of a field that is a number. */
export function numberIn({ value }: Claim): number | undefined {
  return typeof value === "number" ? value : undefined;
}

/** The value of a field that is a token. */
export function secretIn({ value }: Claim): Secret | undefined {
  return value instanceof Secret ? value : undefined;
}
