import type { TokenSource } from "@k6p/core/operations/login/read-new-token";
import type { CommandContext } from "../context.ts";
import { flag, refused, text } from "../frame/parameters.ts";

/** How a command is given a token: piped in, from a file, or (neither of them) typed at a prompt. */
export const TOKEN_FLAGS = {
  tokenStdin: flag({ summary: "Read the token from standard input", exclusive: ["tokenFile"] }),
  tokenFile: text({
    summary: "Read the token from a file",
    label: "FILE",
    complete: "files",
    exclusive: ["tokenStdin"],
  }),
  verify: flag({ summary: "Check the token with Grafana Cloud before it is stored (the default)", negatable: true }),
  store: text({ summary: "Secret store for the token: keyring or file", label: "STORE", complete: "store" }),
  token: refused({
    code: "TOKEN_ON_COMMAND_LINE",
    message:
      "k6p takes no token on the command line: other users can see it in the list of processes, and the shell keeps it in its history.",
    remedy: [
      "Leave --token out to be asked for it, pipe it in with --token-stdin, or use --token-file FILE.",
      "The token that was just typed is in the shell's history now: remove it there, or make a new one.",
    ],
  }),
} as const;

interface TokenInput {
  readonly tokenStdin: boolean;
  readonly tokenFile: string | undefined;
}

export function tokenSource(context: CommandContext, { tokenStdin, tokenFile }: TokenInput): TokenSource {
  if (tokenStdin) return { from: "input", read: () => context.readPipedSecret() };
  return tokenFile === undefined ? { from: "prompt" } : { from: "file", path: tokenFile };
}
