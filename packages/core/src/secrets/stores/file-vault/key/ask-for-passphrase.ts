import type { Host } from "../../../../host/host.ts";
import type { StoreFailure } from "../../../secret-store.ts";
import type { Secret } from "../../../secret.ts";
import { memoryFault } from "./memory-fault.ts";
import { openByPassphrase, unwrappingBytes } from "./passphrase-file.ts";

const TRIES = 3;
const WITH_MORE_MEMORY = otherWays("where there is more memory");

export interface PassphraseQuestion {
  readonly host: Host;
  /** The wrapped key, and where it was found. */
  readonly file: Uint8Array;
  readonly source: string;
  /** Undefined where the user cannot be asked. */
  readonly ask: ((question: string) => Promise<Secret>) | undefined;
}

/** Unwraps a key with the passphrase that the user types, in up to three tries. Resolves to the text of the key file. */
export async function askForPassphrase({
  host,
  file,
  source,
  ask,
}: PassphraseQuestion): Promise<string | StoreFailure> {
  const bytes = await unwrappingBytes(file);
  if (bytes === undefined) return unusable(`${source} is not a key wrapped by a passphrase.`);
  const fault = memoryFault(host, bytes);
  if (fault !== undefined) return { kind: "unavailable", reason: fault, remedy: WITH_MORE_MEMORY };
  if (ask === undefined) return lockedByPassphrase(source);

  for (let attempt = 1; attempt <= TRIES; attempt++) {
    const passphrase = await ask(`${attempt === 1 ? "" : "Wrong passphrase. "}Passphrase of the file vault:`);
    const opened = await openByPassphrase(file, passphrase);
    if (opened.kind === "opened") return opened.text;
    if (opened.kind === "damaged") return unusable(`${source} is damaged.`);
    if (opened.kind === "no-memory") {
      return {
        kind: "unavailable",
        reason: `There is not enough memory to unwrap ${source}.`,
        remedy: WITH_MORE_MEMORY,
      };
    }
  }
  return {
    kind: "locked",
    reason: `The passphrase of the file vault was wrong ${TRIES} times. Nothing was changed.`,
    remedy: ["Try again. Only the passphrase unwraps the key."],
  };
}

function otherWays(where: string): readonly string[] {
  return [
    "Provide the key itself: export K6P_AGE_IDENTITY_FILE=FILE",
    `Or keep the key in another way (${where}): k6p store rekey --keyring (or --plain)`,
  ];
}

export function lockedByPassphrase(source: string): StoreFailure & { readonly kind: "locked" } {
  return {
    kind: "locked",
    reason: `The key of the file vault (${source}) is wrapped by a passphrase, and k6p can only ask for it at a terminal.`,
    remedy: ["Run the command in a terminal.", ...otherWays("at a terminal")],
  };
}

function unusable(reason: string): StoreFailure {
  return { kind: "unavailable", reason, remedy: ["Restore the file from a backup."] };
}
