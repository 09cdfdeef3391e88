import { editFile } from "../../../../host/files/edit-file.ts";
import type { Host } from "../../../../host/host.ts";
import { newAgeKeyPair } from "../age.ts";
import { identityText } from "./identity-text.ts";
import type { VaultLayout } from "../generation/vault-layout.ts";

/**
 * Makes the key of the vault, unless another process has just done so: there is one key in the end, and a file that is there is never
 * written. Throws the errors of `editFile`.
 */
export async function createIdentity(host: Host, layout: VaultLayout, lockDirectory: string): Promise<void> {
  const text = identityText(host, await newAgeKeyPair({ postQuantum: false }));
  await editFile(host, {
    path: layout.identities.plain,
    lockDirectory,
    maxBytes: 64 * 1024,
    createParents: 0o700,
    edit: (current) => (current === undefined ? Buffer.from(text, "utf8") : undefined),
  });
}
