import { K6pError } from "@k6p/core/errors/k6p-error";
import { Secret } from "@k6p/core/secrets/secret";
import type { Terminal } from "./terminal.ts";

const LARGEST_SECRET = 64 * 1024;
const DEADLINE_MS = 60_000;
const HINT_AFTER_MS = 1_000;

type SecretSource = Pick<Terminal, "input" | "inputIsTerminal" | "printError">;

/** Reads the input to its end. Throws `TOKEN_INVALID` if it is too long, `USAGE` if it does not end within a minute. */
export async function readPipedSecret(terminal: SecretSource): Promise<Secret> {
  const { input, inputIsTerminal } = terminal;
  const hint = inputIsTerminal
    ? "Paste the token (it will be visible), then press Enter and Ctrl-D."
    : "Waiting for the token …";
  const hinting = setTimeout(() => terminal.printError(`${hint}\n`), inputIsTerminal ? 0 : HINT_AFTER_MS);
  const ending = new AbortController();
  const deadline = setTimeout(() => ending.abort(), DEADLINE_MS);
  try {
    return await Promise.race([readAll(input), aborted(ending.signal)]);
  } finally {
    clearTimeout(hinting);
    clearTimeout(deadline);
  }
}

async function readAll(input: NodeJS.ReadableStream): Promise<Secret> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of input) {
    const bytes = Buffer.from(chunk);
    size += bytes.length;
    if (size > LARGEST_SECRET) {
      throw new K6pError("TOKEN_INVALID", { message: "The input is too long for a token." });
    }
    chunks.push(bytes);
  }
  return new Secret(Buffer.concat(chunks).toString("utf8"));
}

function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => signal.addEventListener("abort", () => reject(timedOut())));
}

function timedOut(): K6pError {
  return new K6pError("USAGE", {
    message: "No token arrived within a minute.",
    remedy: ["Pipe the token in, for example: pass show k6/token | k6p login NAME --token-stdin"],
  });
}
