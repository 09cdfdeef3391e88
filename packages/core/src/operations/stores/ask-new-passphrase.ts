import { K6pError } from "../../errors/k6p-error.ts";
import type { Secret } from "../../secrets/secret.ts";
import type { Parts } from "../../engine/engine.ts";

const SHORTEST = 8;
const TRIES = 3;
const TO_TYPE_AGAIN = "The same again:";

/** Asks for a new passphrase, and once more against typing errors. Throws `USAGE` where nobody can be asked, and `CANCELLED`. */
export async function askNewPassphrase({ ask }: Parts<"ask">): Promise<Secret> {
  if (ask === undefined) {
    throw new K6pError("USAGE", {
      message: "A passphrase is typed at a terminal, and there is none. Nothing was changed.",
      remedy: ["Keep the key in another way: k6p store rekey --keyring (or --plain)"],
    });
  }
  let fault = "";
  for (let attempt = 1; attempt <= TRIES; attempt++) {
    const passphrase = await ask.secret(`${fault}New passphrase of the file vault (${SHORTEST} characters at least):`);
    const isLong = Array.from(passphrase.reveal()).length >= SHORTEST;
    if (isLong && (await ask.secret(TO_TYPE_AGAIN)).equals(passphrase)) return passphrase;
    fault = isLong ? "The two were different. " : "That is too short. ";
  }
  throw new K6pError("CANCELLED", { message: "No passphrase was chosen; nothing was changed." });
}
