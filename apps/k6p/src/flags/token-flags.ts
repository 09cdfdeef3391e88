import type { TokenSource } from "@k6p/core/operations/login/read-new-token";
import type { CommandContext } from "../context.ts";
import { flag, refused, text } from "../frame/parameters.ts";

export const STORE_FLAG = text({
  summary: "Secret store for the token: keyring or file",
  label: "STORE",
  complete: "store",
});

/** Where a command reads a new token from: standard input, a file or, without a flag, a prompt. */
export const TOKEN_FLAGS = {
  tokenStdin: flag({ summary: "Read the token from standard input", exclusive: ["tokenFile"] }),
  tokenFile: text({
    summary: "Read the token from a file; - for standard input",
    label: "FILE",
    complete: "files",
    exclusive: ["tokenStdin"],
  }),
  verify: flag({ summary: "Check the token with Grafana Cloud first (the default)", negatable: true }),
  store: STORE_FLAG,
  token: refused({
    code: "TOKEN_ON_COMMAND_LINE",
    message:
      "k6p does not accept a token on the command line: other users can see it in the process list, and the shell saves it in its history.",
    remedy: [
      "Omit --token to be asked for the token, pass --token-stdin and pipe it in, or pass --token-file FILE.",
      "The token you typed may now be in your shell history. Remove it there, or replace the token.",
    ],
  }),
} as const;

const STANDARD_INPUT = ["-", "/dev/stdin", "/dev/fd/0"];

interface TokenInput {
  readonly tokenStdin: boolean;
  readonly tokenFile: string | undefined;
}

export function tokenSource(context: CommandContext, { tokenStdin, tokenFile }: TokenInput): TokenSource {
  if (tokenStdin) return { from: "input", read: () => context.readPipedSecret() };
  if (tokenFile === undefined) return { from: "prompt" };
  if (STANDARD_INPUT.includes(tokenFile)) return { from: "input", read: () => context.readPipedSecret() };
  const isPipe = context.host.files.status(tokenFile)?.kind === "other";
  return isPipe ? { from: "input", read: () => context.readPipedSecret(tokenFile) } : { from: "file", path: tokenFile };
}
