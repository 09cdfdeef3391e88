import type { Host } from "../../../../host/host.ts";
import type { AgeKeyPair } from "../age.ts";

/** What an identity file holds: the form that `age-keygen` writes. */
export function identityText(host: Pick<Host, "clock">, { secretKey, recipient }: AgeKeyPair): string {
  return [
    "# The key of k6p's file vault: it decrypts every token in the folder next to it.",
    `# created: ${host.clock.now().toISOString()}`,
    `# public key: ${recipient}`,
    secretKey,
    "",
  ].join("\n");
}
