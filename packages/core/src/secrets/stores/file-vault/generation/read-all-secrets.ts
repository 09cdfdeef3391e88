import { K6pError } from "../../../../errors/k6p-error.ts";
import type { Host } from "../../../../host/host.ts";
import { joinPath } from "../../../../host/join-path.ts";
import { quotedPath } from "../../../../host/posix-quote.ts";
import { isTemporaryName } from "../../../../host/files/temporary-files.ts";
import type { UnreadableSecret } from "../../../rekeying.ts";
import { isSecretReference } from "../../../secret-reference.ts";
import type { Secret } from "../../../secret.ts";
import { readSecret } from "../read-secret.ts";
import { secretPath, type VaultLayout } from "./vault-layout.ts";
import type { OpenVault } from "../vault-opener.ts";

export interface AllSecrets {
  readonly secrets: ReadonlyMap<string, Secret>;
  readonly unreadable: readonly UnreadableSecret[];
}

/** Every secret of a generation, by its reference. Throws `FILE_UNSAFE` when there is another file among them, and the system's errors. */
export async function readAllSecrets(
  host: Host,
  place: { readonly layout: VaultLayout; readonly access: OpenVault | { readonly kind: "none" } },
): Promise<AllSecrets> {
  const secrets = new Map<string, Secret>();
  const unreadable: UnreadableSecret[] = [];
  for (const reference of referencesIn(host, place.layout)) {
    const result = await readSecret(host, reference, place);
    if (result.kind === "found") secrets.set(reference, result.secret);
    else if (result.kind !== "absent") {
      unreadable.push({ reference, path: secretPath(host, place.layout, reference), reason: result.reason });
    }
  }
  return { secrets, unreadable };
}

function referencesIn(host: Host, layout: VaultLayout): readonly string[] {
  const names = (host.files.list(layout.secrets) ?? []).filter((name) => !isTemporaryName(name));
  return names.map((name) => {
    const reference = name.replace(/\.age$/, "");
    if (name.endsWith(".age") && isSecretReference(reference)) return reference;
    const path = joinPath(host, layout.secrets, name);
    throw new K6pError("FILE_UNSAFE", {
      message: `${path} was not written by k6p. Rekeying replaces the whole folder and would delete it, so nothing was changed.`,
      remedy: [`Move it elsewhere: mv ${quotedPath(path)} ~/`],
      details: { file: path },
    });
  });
}
