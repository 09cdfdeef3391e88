import type { Host } from "../../../host/host.ts";
import { Secret } from "../../secret.ts";
import type { ReadResult } from "../../secret-store.ts";
import { fileFailure } from "./file-failure.ts";
import { openDocument } from "./secret-document.ts";
import { secretPath, type VaultLayout } from "./generation/vault-layout.ts";
import { keyVariable, withoutVariable } from "./key/vault-identity.ts";
import type { OpenVault } from "./vault-opener.ts";

export const LARGEST_SECRET_FILE = 64 * 1024;

/** The secret that a generation holds under a reference. */
export async function readSecret(
  host: Host,
  reference: string,
  place: { readonly layout: VaultLayout; readonly access: OpenVault | { readonly kind: "none" } },
): Promise<ReadResult> {
  const path = secretPath(host, place.layout, reference);
  let file: Uint8Array | undefined;
  try {
    file = host.files.read(path, LARGEST_SECRET_FILE)?.bytes;
  } catch (error) {
    return fileFailure(error, path);
  }
  if (file === undefined || place.access.kind === "none") return { kind: "absent" };
  const { cipher, keeping, source } = place.access;
  let document: string;
  try {
    document = await cipher.open(file);
  } catch {
    const reason = `${path} is damaged, or was encrypted with a key other than ${source}.`;
    const variable = keeping === "environment" ? keyVariable(host) : undefined;
    const remedy = [
      ...(variable === undefined ? [] : [withoutVariable(variable)]),
      "Restore the file from a backup, if you have one.",
    ];
    return { kind: "corrupt", reason, remedy };
  }
  const opened = openDocument(reference, document);
  if (opened.kind === "opened") return { kind: "found", secret: new Secret(opened.text) };
  const fact =
    opened.kind === "mismatch" ? "contains the secret of another reference" : "is not a file that k6p encrypted";
  return { kind: opened.kind, reason: `${path} ${fact}.`, remedy: [] };
}
