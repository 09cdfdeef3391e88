import type { Host } from "../../../../host/host.ts";
import type { AgeKeyPair } from "../age.ts";

/** The text of a key file, in the form that `age-keygen` writes. */
export function identityText(host: Pick<Host, "clock">, { secretKey, recipient }: AgeKeyPair): string {
  return [
    "# k6p file vault key: it decrypts every token in the folder next to it.",
    `# created: ${host.clock.now().toISOString()}`,
    `# public key: ${recipient}`,
    secretKey,
    "",
  ].join("\n");
}
