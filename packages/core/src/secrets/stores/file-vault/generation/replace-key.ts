import { K6pError } from "../../../../errors/k6p-error.ts";
import type { Host } from "../../../../host/host.ts";
import { quotedPath } from "../../../../host/posix-quote.ts";
import { readFailure } from "../../../../host/files/read-failure.ts";
import type { KeyKeeping, RekeyRequest, RekeyResult } from "../../../rekeying.ts";
import type { SecretStore, StoreFailure } from "../../../secret-store.ts";
import { storeChangeFailure } from "../../../store-failure.ts";
import { unreadyFailure } from "../../../unready-failure.ts";
import { newAgeKeyPair } from "../age.ts";
import { isPostQuantum } from "../key/age-keys.ts";
import type { NewKeeping } from "../key/keep-key.ts";
import { lockVault } from "./lock-vault.ts";
import { memoryFault } from "../key/memory-fault.ts";
import { derivationBytes, WORK_FACTOR } from "../key/passphrase-file.ts";
import { putGenerationInPlace } from "./put-generation-in-place.ts";
import { type AllSecrets, readAllSecrets } from "./read-all-secrets.ts";
import { tidyVault } from "./tidy-vault.ts";
import { currentLayout, type VaultLayout } from "./vault-layout.ts";
import type { VaultAccess, VaultOpener } from "../vault-opener.ts";
import { AGE_IDENTITY_FILE_VARIABLE, AGE_IDENTITY_VARIABLE } from "../../../../host/k6p-variables.ts";

const STATE_MS = 2_000;

export interface ReplaceParts {
  readonly store: Pick<SecretStore, "id" | "title">;
  readonly host: Host;
  readonly keyring: SecretStore;
  readonly lockDirectory: string;
  readonly vault: string;
  readonly opener: VaultOpener;
  /** See `FileVaultParts`. */
  readonly workFactor?: number;
}

/**
 * Gives the vault a new key. The new generation is written and read back aside, and one rename puts it in the place of the present one,
 * which is removed afterwards. Killed at any moment, the vault is wholly the previous one or wholly the new one. Throws `STORE_*` or `FILE_*`.
 */
export async function replaceKey(parts: ReplaceParts, request: RekeyRequest): Promise<RekeyResult> {
  const { host, opener, store, vault } = parts;
  const { call } = request;
  const layout = currentLayout(host, vault);
  const access = await opener.open(layout, call);
  if (access.kind === "unusable") throw storeChangeFailure(store, access.why, "changed");
  const previous = access.kind === "open" ? access.keeping : undefined;
  if (previous === "environment") throw givenFromOutside(host, layout);
  const keeping = request.keeping ?? previous ?? "plain";
  const obstacle = await obstacleTo(keeping, parts, request);
  if (obstacle !== undefined) throw storeChangeFailure(store, obstacle, "changed");

  const before = await readAll(host, { layout, access });
  if (before.unreadable.length > 0) return { kind: "unreadable", secrets: before.unreadable };
  if (request.dryRun) return { kind: "rekeyed", previous, keeping, secrets: before.secrets.size, leftovers: [] };

  const kept = await newKeeping(keeping, parts, request);
  const key = await newAgeKeyPair({ postQuantum: access.kind === "open" && isPostQuantum(access.keys[0]) });
  return lockVault(host, { ...parts, deadlineMs: call.deadlineMs }, async (lock) => {
    if (currentLayout(host, vault).folder !== layout.folder) throw rekeyedMeanwhile(vault);
    await tidyVault(parts, layout, call);
    const readSecrets = async (): Promise<AllSecrets["secrets"]> => {
      const now = await readAll(host, { layout, access });
      const [damaged] = now.unreadable;
      if (damaged === undefined) return now.secrets;
      throw storeChangeFailure(store, { kind: "corrupt", reason: damaged.reason, remedy: ["Try again."] }, "changed");
    };
    const put = { current: layout, lock, key, keeping: kept, call, readSecrets };
    const { next, secrets } = await putGenerationInPlace(parts, put);
    const leftovers = await tidyVault(parts, next, call);
    return { kind: "rekeyed", previous, keeping, secrets, leftovers };
  });
}

type Readable = Exclude<VaultAccess, { readonly kind: "unusable" }>;

async function readAll(host: Host, place: { layout: VaultLayout; access: Readable }): Promise<AllSecrets> {
  try {
    return await readAllSecrets(host, place);
  } catch (error) {
    throw readFailure(error, place.layout.secrets);
  }
}

/** Why a key cannot be kept in a way; checked before the user is asked for anything. */
async function obstacleTo(
  keeping: KeyKeeping,
  { host, keyring, workFactor = WORK_FACTOR }: ReplaceParts,
  { call }: RekeyRequest,
): Promise<StoreFailure | undefined> {
  if (keeping === "passphrase") {
    const reason = memoryFault(host, derivationBytes(workFactor));
    const remedy = ["Choose another way to keep the key: k6p store rekey --keyring (or --plain)"];
    return reason === undefined ? undefined : { kind: "unavailable", reason, remedy };
  }
  if (keeping === "plain") return undefined;
  const verdict = await keyring.readiness(STATE_MS);
  const canBeMadeReady = call.interactive && (verdict.state === "locked" || verdict.state === "not-started");
  if (verdict.state === "ready" || canBeMadeReady) return undefined;
  const { kind, reason, remedy } = unreadyFailure(verdict);
  return { kind, reason: `The system keyring cannot keep the key now. ${reason}`, remedy };
}

async function newKeeping(
  kind: KeyKeeping,
  { workFactor = WORK_FACTOR }: ReplaceParts,
  request: RekeyRequest,
): Promise<NewKeeping> {
  return kind === "passphrase" ? { kind, passphrase: await request.newPassphrase(), workFactor } : { kind };
}

function givenFromOutside(host: Host, { identities }: VaultLayout): K6pError {
  const variable = host.env[AGE_IDENTITY_VARIABLE] ? AGE_IDENTITY_VARIABLE : AGE_IDENTITY_FILE_VARIABLE;
  const copy =
    variable === AGE_IDENTITY_VARIABLE
      ? `(umask 077; printf '%s\\n' "$${variable}" > ${quotedPath(identities.plain)})`
      : `install -m 600 "$${variable}" ${quotedPath(identities.plain)}`;
  return new K6pError("STORE_UNAVAILABLE", {
    message: `${variable} provides the key of the file vault, and k6p cannot change it there. Nothing was changed.`,
    remedy: [`To give the vault its own key: ${copy}`, `unset ${variable}`, "Then try again."],
    details: { variable },
  });
}

function rekeyedMeanwhile(vault: string): K6pError {
  return new K6pError("FILE_CHANGED", {
    message: `Another process has just given the file vault (${vault}) a new key.`,
    remedy: ["If you still want another key: try again."],
    details: { file: vault },
  });
}
