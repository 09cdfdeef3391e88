import { K6pError } from "../errors/k6p-error.ts";
import type { Secret } from "./secret.ts";
import type { SecretStore } from "./secret-store.ts";

/** Throws `STORE_WRITE_FAILED` for a secret that the store could not keep unchanged: the same on every system, before anything is written. */
export function requireStorable(store: Pick<SecretStore, "title" | "capabilities">, secret: Secret): void {
  const fault = faultOf(secret.reveal(), store.capabilities.maxBytes);
  if (fault === undefined) return;
  throw new K6pError("STORE_WRITE_FAILED", { message: `Nothing was stored in ${store.title}: ${fault}.` });
}

function faultOf(text: string, maxBytes: number): string | undefined {
  const bytes = Buffer.byteLength(text, "utf8");
  if (bytes > maxBytes) return `the text has ${bytes} bytes, and the limit is ${maxBytes}`;
  if (!text.isWellFormed()) return "the text is not valid Unicode";
  return undefined;
}
