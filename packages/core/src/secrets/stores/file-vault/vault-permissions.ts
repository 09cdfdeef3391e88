import type { FileStatus, Host } from "../../../host/host.ts";
import { quotedPath } from "../../../host/posix-quote.ts";
import type { Unreadiness } from "../../secret-store.ts";
import type { VaultLayout } from "./generation/vault-layout.ts";

const OF_OTHER_USERS = 0o077;

/**
 * Why the vault is not safe from other users; undefined when it is, or is not there yet. On Windows the user's own profile folder
 * protects it. Throws the system's error when the vault cannot be looked at.
 */
export function looseVault(host: Host, layout: VaultLayout): Unreadiness | undefined {
  if (host.platform === "win32") return undefined;
  const folders = new Set([layout.vault, layout.folder, layout.secrets]);
  for (const path of [...folders, ...Object.values(layout.identities)]) {
    const status = host.files.status(path);
    const fault = status === undefined ? undefined : faultOf(host, status);
    if (fault === undefined) continue;
    const mode = folders.has(path) ? "700" : "600";
    const remedy = fault === "open" ? `chmod ${mode} ${quotedPath(path)}` : `chown ${host.userId} ${quotedPath(path)}`;
    return {
      state: "unsafe",
      reason: `${path} ${FACTS[fault]}, who could read or replace the tokens in it.`,
      remedy: [remedy],
    };
  }
  return undefined;
}

const FACTS = { open: "is open to other users", foreign: "belongs to another user" } as const;

function faultOf(host: Host, status: FileStatus): keyof typeof FACTS | undefined {
  if (status.userId !== host.userId) return "foreign";
  return (status.mode & OF_OTHER_USERS) === 0 ? undefined : "open";
}
