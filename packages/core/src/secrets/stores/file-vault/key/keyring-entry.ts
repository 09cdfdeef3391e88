import { isSecretReference } from "../../../secret-reference.ts";

/** Where in the system keyring a key is, and which key it must be. */
export interface KeyringEntry {
  readonly reference: string;
  /** The public key. */
  readonly recipient: string;
}

/** What `identity.keyring` holds; on Linux the user can print the key with the command in it. */
export function keyringEntryText({ reference, recipient }: KeyringEntry): string {
  return [
    "# k6p's file vault has its key in the system keyring. On Linux this prints it:",
    `# secret-tool lookup service dev.k6p username ${reference}`,
    `reference ${reference}`,
    `recipient ${recipient}`,
    "",
  ].join("\n");
}

/** Undefined when the text is not that of an entry. */
export function parseKeyringEntry(text: string): KeyringEntry | undefined {
  const value = (name: string): string => new RegExp(`^${name} +(\\S+)\\s*$`, "m").exec(text)?.[1] ?? "";
  const entry = { reference: value("reference"), recipient: value("recipient") };
  return isSecretReference(entry.reference) && /^age1[a-z0-9]+$/.test(entry.recipient) ? entry : undefined;
}
