import { K6pError } from "../../../errors/k6p-error.ts";
import type { Host } from "../../../host/host.ts";
import { Secret } from "../../secret.ts";
import type { ReadResult } from "../../secret-store.ts";

/**
 * Returns the name unchanged. Throws `USAGE` for what cannot be the name of a variable, and for the one that k6 reads: it holds the token of
 * whatever profile the shell uses.
 */
export function checkVariable(name: string): string {
  if (name.toUpperCase() === "K6_CLOUD_TOKEN") {
    throw new K6pError("USAGE", {
      message: "k6p sets K6_CLOUD_TOKEN to the token of the shell's current profile, so a profile cannot link to it.",
      remedy: ["Give the variable another name, such as K6_TOKEN_PROD."],
    });
  }
  if (/^[A-Za-z_][A-Za-z0-9_]*$/.test(name)) return name;
  throw new K6pError("USAGE", {
    message: `${JSON.stringify(name.slice(0, 80))} cannot be the name of a variable.`,
    remedy: ["Give only the name, without $ and without a value."],
  });
}

/** An empty variable counts as one that is not set. */
export function readVariable(host: Pick<Host, "env">, name: string): ReadResult {
  const value = host.env[name];
  return value === undefined || value === "" ? { kind: "absent" } : { kind: "found", secret: new Secret(value) };
}
