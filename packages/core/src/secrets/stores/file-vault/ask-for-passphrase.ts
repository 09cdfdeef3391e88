import type { Host } from "../../../host/host.ts";
import type { Secret } from "../../secret.ts";
import type { StoreCall, StoreFailure } from "../../secret-store.ts";
import { timeLimit } from "./time-limit.ts";
import { openByPassphrase, unwrappingBytes } from "./passphrase-file.ts";
import { memoryFault } from "./memory-fault.ts";

const TRIES = 3;

export interface PassphraseQuestion {
  readonly host: Host;
  /** The wrapped key, and where it was found. */
  readonly file: Uint8Array;
  readonly source: string;
  /** Undefined where nobody can be asked. */
  readonly ask: ((question: string) => Promise<Secret>) | undefined;
}

/** Unwraps a key by the passphrase that the person types, who may try three times. Resolves to the text of the identity file. */
export async function askForPassphrase(
  { host, file, source, ask }: PassphraseQuestion,
  { deadlineMs, interactive }: StoreCall,
): Promise<string | StoreFailure> {
  const bytes = await unwrappingBytes(file);
  if (bytes === undefined) return unusable(`${source} is not a key that a passphrase wraps.`);
  const fault = memoryFault(host, bytes);
  if (fault !== undefined) return { kind: "unavailable", reason: fault, remedy: OTHER_WAYS };
  if (ask === undefined || !interactive) return lockedByPassphrase(source);

  const limit = timeLimit(deadlineMs);
  for (let attempt = 1; attempt <= TRIES; attempt++) {
    const passphrase = await limit(ask(`${attempt === 1 ? "" : "That is not it. "}Passphrase of the file vault:`));
    if (passphrase === undefined) return notTyped(deadlineMs);
    const opened = await openByPassphrase(file, passphrase);
    if (opened.kind === "opened") return opened.text;
    if (opened.kind === "damaged") return unusable(`${source} is damaged.`);
    if (opened.kind === "no-memory") {
      return { kind: "unavailable", reason: `The system gave no memory to unwrap ${source}.`, remedy: OTHER_WAYS };
    }
  }
  return {
    kind: "locked",
    reason: `The passphrase of the file vault was wrong ${TRIES} times. Nothing was changed.`,
    remedy: ["Try again. Nothing else unwraps the key of the vault."],
  };
}

const OTHER_WAYS = [
  "Give the key itself: export K6P_AGE_IDENTITY_FILE=FILE",
  "Or keep it in another way, where there is a terminal and memory: k6p store rekey --keyring (or --plain)",
];

export function lockedByPassphrase(source: string): StoreFailure & { readonly kind: "locked" } {
  return {
    kind: "locked",
    reason: `A passphrase wraps the key of the file vault (${source}), and k6p asks for it only at a terminal.`,
    remedy: ["Run the command at a terminal.", ...OTHER_WAYS],
  };
}

function notTyped(deadlineMs: number): StoreFailure {
  const reason = `The passphrase of the file vault was not typed within ${Math.round(deadlineMs / 1000)} seconds.`;
  return { kind: "timeout", reason, remedy: ["Try again."] };
}

function unusable(reason: string): StoreFailure {
  return { kind: "unavailable", reason, remedy: ["Bring the file back from a backup."] };
}
