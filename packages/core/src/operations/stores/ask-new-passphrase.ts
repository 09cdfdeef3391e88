import { K6pError } from "../../errors/k6p-error.ts";
import type { Secret } from "../../secrets/secret.ts";
import type { Parts } from "../../engine/engine.ts";

const SHORTEST = 8;
const TRIES = 3;
const REPEAT = "Repeat the passphrase:";

/** Asks for a new passphrase for `what` twice, to catch typing errors. `otherWay` is the remedy where it cannot ask. Throws `USAGE` without a terminal, and `CANCELLED`. */
export async function askNewPassphrase(
  { ask }: Parts<"ask">,
  { what, otherWay }: { readonly what: string; readonly otherWay: string },
): Promise<Secret> {
  if (ask === undefined) {
    throw new K6pError("USAGE", {
      message: "Cannot prompt for a passphrase: not a terminal. Nothing was changed.",
      remedy: [otherWay],
    });
  }
  let fault = "";
  for (let attempt = 1; attempt <= TRIES; attempt++) {
    const passphrase = await ask.secret(`${fault}New passphrase for ${what} (at least ${SHORTEST} characters):`);
    const isLong = Array.from(passphrase.reveal()).length >= SHORTEST;
    if (isLong && (await ask.secret(REPEAT)).equals(passphrase)) return passphrase;
    fault = isLong ? "The passphrases differ. " : "The passphrase is too short. ";
  }
  throw new K6pError("CANCELLED", { message: "No passphrase was set. Nothing was changed." });
}
