import { K6pError } from "@k6p/core/errors/k6p-error";
import { Secret } from "@k6p/core/secrets/secret";
import type { Terminal } from "./terminal.ts";

const LARGEST_SECRET = 64 * 1024;
const DEADLINE_MS = 60_000;
const HINT_AFTER_MS = 1_000;

/** Reads standard input to its end. Throws `TOKEN_INVALID` when it is too long, `USAGE` when it does not end in time. */
export async function readPipedSecret(terminal: Terminal): Promise<Secret> {
  const { input, inputIsTerminal } = terminal;
  const hint = inputIsTerminal
    ? "Type or paste the token (it will be visible), then press Ctrl-D on a new line."
    : "Waiting for the token on standard input.";
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
      throw new K6pError("TOKEN_INVALID", { message: "What came in on standard input is far too long for a token." });
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
    message: "No token came in on standard input within a minute.",
    remedy: ["Pipe it in, for example: pass show k6/token | k6p login NAME --token-stdin"],
  });
}
