import { editFile } from "../../../host/edit-file.ts";
import type { Host } from "../../../host/host.ts";
import { newAgeKeyPair } from "./age.ts";
import type { VaultLayout } from "./vault-layout.ts";

/**
 * Makes the key of the vault, unless another process has just done so: there is one key in the end, and a file that is there is never
 * written. Throws the errors of `editFile`.
 */
export async function createIdentity(host: Host, layout: VaultLayout, lockDirectory: string): Promise<void> {
  const { secretKey, recipient } = await newAgeKeyPair();
  const lines = [
    "# The key of k6p's file vault: it opens every token in the folder beside it.",
    `# created: ${host.clock.now().toISOString()}`,
    `# public key: ${recipient}`,
    secretKey,
    "",
  ];
  await editFile(host, {
    path: layout.identity,
    lockDirectory,
    maxBytes: 64 * 1024,
    createParents: 0o700,
    edit: (current) => (current === undefined ? Buffer.from(lines.join("\n"), "utf8") : undefined),
  });
}
