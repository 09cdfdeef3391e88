import { K6pError } from "../errors/k6p-error.ts";
import type { Secret } from "./secret.ts";
import type { ReadResult, SecretStore } from "./secret-store.ts";

/** Throws `STORE_WRITE_FAILED` unless a store returned the secret that was just written. */
export function requireReadBack(store: Pick<SecretStore, "id" | "title">, written: Secret, read: ReadResult): void {
  if (read.kind === "found" && read.secret.equals(written)) return;
  const failed = read.kind !== "found" && read.kind !== "absent";
  const fact = failed ? `could not be read back. ${read.reason}` : "was read back differently.";
  throw new K6pError("STORE_WRITE_FAILED", {
    message: `What was stored in ${store.title} ${fact}`,
    remedy: [...(failed ? read.remedy : []), "Then try again."],
    details: { store: store.id, problem: read.kind === "found" ? "different" : read.kind },
  });
}
