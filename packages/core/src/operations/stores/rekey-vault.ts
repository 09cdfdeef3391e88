import { K6pError } from "../../errors/k6p-error.ts";
import { quotedPath } from "../../host/posix-quote.ts";
import type { KeyKeeping, UnreadableSecret } from "../../secrets/rekeying.ts";
import type { Needs, Parts } from "../../engine/engine.ts";
import { askNewPassphrase } from "./ask-new-passphrase.ts";
import { profilesWithToken } from "../catalog/profiles-with-token.ts";
import { storeById } from "../../secrets/store-by-id.ts";

const DEADLINE_MS = 60_000;

export interface RekeyWish {
  /** How the new key is to be kept; as the former one when undefined. */
  readonly keeping: KeyKeeping | undefined;
  readonly dryRun: boolean;
}

export interface RekeyedVault {
  /** How the key was kept before; undefined when there was none. */
  readonly former: KeyKeeping | undefined;
  readonly keeping: KeyKeeping;
  /** How many secrets were encrypted anew. */
  readonly secrets: number;
  /** Where something of the former key is left. */
  readonly leftovers: readonly string[];
  readonly dryRun: boolean;
}

/**
 * Gives the file vault a new key and encrypts every secret anew. Throws `STORE_*`, `FILE_*`, `USAGE` or `CANCELLED`; the vault is as it was
 * then, unless the message says otherwise.
 */
export async function rekeyVault(
  engine: Parts<"stores" | "ask" | "notify"> & Needs<typeof unreadable>,
  { keeping, dryRun }: RekeyWish,
): Promise<RekeyedVault> {
  const result = await storeById(engine, "file").rekey?.({
    keeping,
    dryRun,
    call: { deadlineMs: DEADLINE_MS, interactive: engine.ask !== undefined },
    newPassphrase: async () => askNewPassphrase(engine),
  });
  if (result === undefined) throw new K6pError("UNEXPECTED", { message: "The file vault has no key of its own." });
  if (result.kind === "unreadable") throw unreadable(engine, result.secrets);
  const { kind: _, ...rekeyed } = result;
  if (rekeyed.leftovers.length > 0) {
    engine.notify({
      level: "warning",
      message: `The former key, or what it opens, could not be removed from ${rekeyed.leftovers.join(" and ")}.`,
      remedy: ["The next change in the vault tries again."],
    });
  }
  return { ...rekeyed, dryRun };
}

function unreadable(engine: Needs<typeof profilesWithToken>, secrets: readonly UnreadableSecret[]): K6pError {
  const owners = new Map(profilesWithToken(engine).map(({ profile, record }) => [record.reference, profile.name]));
  const found = secrets.map((secret) => ({ ...secret, profile: owners.get(secret.reference) }));
  const facts = found.map(({ profile, reason }) =>
    profile === undefined ? `A secret of no profile: ${reason}` : `The token of profile ${profile}: ${reason}`,
  );
  return new K6pError("STORE_CORRUPT", {
    message: `The file vault gets no new key, because the present one does not open everything. ${facts.join(" ")} Nothing was changed.`,
    remedy: found.map(({ profile, path }) =>
      profile === undefined ? `Give it up: rm ${quotedPath(path)}` : `Enter the token again: k6p login ${profile}`,
    ),
    details: { secrets: found.map(({ profile, path }) => ({ profile: profile ?? null, file: path })) },
  });
}
