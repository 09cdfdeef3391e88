import { K6pError } from "../../errors/k6p-error.ts";
import { quotedPath } from "../../host/posix-quote.ts";
import type { KeyKeeping, UnreadableSecret } from "../../secrets/rekeying.ts";
import type { Needs, Parts } from "../../engine/engine.ts";
import { askNewPassphrase } from "./ask-new-passphrase.ts";
import { profilesWithToken } from "../catalog/profiles-with-token.ts";
import { storeById } from "../../secrets/store-by-id.ts";

const DEADLINE_MS = 60_000;

export interface RekeyRequest {
  /** How to protect the new key; like the previous one if undefined. */
  readonly keeping: KeyKeeping | undefined;
  readonly dryRun: boolean;
}

export interface RekeyedVault {
  /** How the previous key was protected; undefined if there was none. */
  readonly previous: KeyKeeping | undefined;
  readonly keeping: KeyKeeping;
  /** Number of secrets that were encrypted again. */
  readonly secrets: number;
  /** Places where parts of the previous key are left. */
  readonly leftovers: readonly string[];
  readonly dryRun: boolean;
}

/**
 * Creates a new key for the file vault and encrypts every secret with it. Throws `STORE_*`, `FILE_*`, `USAGE` or `CANCELLED`; the vault
 * is unchanged then, unless the message says otherwise.
 */
export async function rekeyVault(
  engine: Parts<"stores" | "ask" | "notify"> & Needs<typeof unreadable>,
  { keeping, dryRun }: RekeyRequest,
): Promise<RekeyedVault> {
  const result = await storeById(engine, "file").rekey?.({
    keeping,
    dryRun,
    call: { deadlineMs: DEADLINE_MS, interactive: engine.ask !== undefined },
    newPassphrase: async () =>
      askNewPassphrase(engine, {
        what: "the file vault",
        otherWay: "Protect the key in another way: k6p store rekey --keyring (or --plain)",
      }),
  });
  if (result === undefined) throw new K6pError("UNEXPECTED", { message: "The file vault does not support a new key." });
  if (result.kind === "unreadable") throw unreadable(engine, result.secrets);
  const { kind: _, ...rekeyed } = result;
  if (rekeyed.leftovers.length > 0) {
    engine.notify({
      level: "warning",
      message: `The previous key, or secrets that it opens, could not be removed from ${rekeyed.leftovers.join(" and ")}.`,
      remedy: ["k6p tries again at the next change of the vault."],
    });
  }
  return { ...rekeyed, dryRun };
}

function unreadable(engine: Needs<typeof profilesWithToken>, secrets: readonly UnreadableSecret[]): K6pError {
  const owners = new Map(profilesWithToken(engine).map(({ profile, record }) => [record.reference, profile.name]));
  const found = secrets.map((secret) => ({ ...secret, profile: owners.get(secret.reference) }));
  const facts = found.map(({ profile, reason }) =>
    profile === undefined ? `A secret without a profile: ${reason}` : `The token of profile ${profile}: ${reason}`,
  );
  return new K6pError("STORE_CORRUPT", {
    message: `Cannot rekey the file vault: the current key does not open every secret. ${facts.join(" ")} Nothing was changed.`,
    remedy: found.map(({ profile, path }) =>
      profile === undefined
        ? `Delete the secret: rm ${quotedPath(path)}`
        : `Enter the token again: k6p login ${profile}`,
    ),
    details: { secrets: found.map(({ profile, path }) => ({ profile: profile ?? null, file: path })) },
  });
}
