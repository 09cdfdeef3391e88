import { K6pError } from "../../errors/k6p-error.ts";
import type { Profile } from "../../profiles/profile.ts";
import type { Secret } from "../../secrets/secret.ts";
import { parseToken } from "../../secrets/token-format.ts";
import type { Parts } from "../../engine/engine.ts";

const LARGEST_TOKEN_FILE = 64 * 1024;

/** Where a token comes from: a prompt, standard input or a file. */
export type TokenSource =
  | { readonly from: "prompt" }
  | { readonly from: "input"; readonly read: () => Promise<Secret> }
  | { readonly from: "file"; readonly path: string };

/** Reads and checks the token for a profile. Throws `TOKEN_INVALID`, `FILE_READ_FAILED`, `USAGE` (no terminal) or `CANCELLED`. */
export async function readNewToken(
  engine: Parts<"host" | "ask">,
  request: { readonly profile: Profile; readonly source: TokenSource },
): Promise<Secret> {
  const { profile, source } = request;
  switch (source.from) {
    case "input":
      return parseToken((await source.read()).reveal());
    case "file":
      return parseToken(readTokenFile(engine, source.path));
    case "prompt":
      return parseToken((await ask(engine, profile)).reveal());
  }
}

async function ask(engine: Parts<"ask">, profile: Profile): Promise<Secret> {
  const stack = profile.stackUrl ?? profile.name;
  if (engine.ask !== undefined) {
    return engine.ask.secret(`Token for ${stack} (profile ${profile.name}):`, { dropRest: true });
  }
  throw new K6pError("USAGE", {
    message: `Cannot prompt for the token of profile ${profile.name}: not a terminal.`,
    remedy: ["Pipe the token in with --token-stdin, or read it from a file with --token-file FILE."],
    details: { profile: profile.name },
  });
}

function readTokenFile(engine: Parts<"host">, path: string): string {
  const snapshot = engine.host.files.read(path, LARGEST_TOKEN_FILE);
  if (snapshot !== undefined) return Buffer.from(snapshot.bytes).toString("utf8");
  throw new K6pError("FILE_READ_FAILED", {
    message: `Token file ${path} does not exist.`,
    remedy: ["Check the path you gave with --token-file."],
    details: { file: path },
  });
}
