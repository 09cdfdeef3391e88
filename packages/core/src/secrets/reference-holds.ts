import type { ExternalReference } from "./external-reference.ts";
import type { Secret } from "./secret.ts";

/** Whether a reference reveals its secret: then k6p must not keep, run or show it. */
export function referenceHolds({ store, reference }: ExternalReference, secret: Secret): boolean {
  return store === "command" && reference.arguments.some((word) => word.includes(secret.reveal()));
}
