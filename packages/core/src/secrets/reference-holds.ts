import type { ExternalReference } from "./external-reference.ts";
import type { Secret } from "./secret.ts";

/** Whether a reference gives its secret away: then it must not be kept, run or shown. */
export function referenceHolds({ store, reference }: ExternalReference, secret: Secret): boolean {
  return store === "command" && reference.arguments.some((word) => word.includes(secret.reveal()));
}
