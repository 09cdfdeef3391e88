import type { Needs, Parts } from "../../engine/engine.ts";
import type { ErrorCode } from "../../errors/error-codes.ts";
import { K6pError } from "../../errors/k6p-error.ts";
import type { Profile } from "../../profiles/profile.ts";
import { stackPageUrl } from "../../profiles/stack-pages.ts";
import type { Secret } from "../../secrets/secret.ts";
import { browserFor, openBrowser } from "./open-browser.ts";
import { readNewToken, type TokenSource } from "./read-new-token.ts";
import { TOKEN_PAGE } from "./verify-token.ts";
import { warnForeignHost } from "./warn-foreign-host.ts";

export interface TokenEntry<Judged> {
  readonly profile: Profile;
  readonly source: TokenSource;
  /** Throws for a token that cannot be taken. */
  readonly judge: (token: Secret) => Promise<Judged>;
}

/** What you can correct by entering another token. */
const ASKED_AGAIN: readonly ErrorCode[] = ["TOKEN_INVALID", "TOKEN_REJECTED"];

/**
 * Reads a token and lets `judge` look at it. At a terminal, shows where tokens are created, and asks again for a token that is malformed or
 * that Grafana Cloud rejects. Throws what `readNewToken` and `judge` throw.
 */
export async function enterToken<Judged>(
  engine: Parts<"notify" | "ask"> & Needs<typeof showTokenPage | typeof readNewToken | typeof warnForeignHost>,
  { profile, source, judge }: TokenEntry<Judged>,
): Promise<{ readonly token: Secret; readonly judged: Judged }> {
  warnForeignHost(engine, profile);
  const asks = source.from === "prompt" && engine.ask !== undefined;
  if (asks) await showTokenPage(engine, profile);
  for (;;) {
    try {
      const token = await readNewToken(engine, { profile, source });
      return { token, judged: await judge(token) };
    } catch (error) {
      if (!asks || !(error instanceof K6pError) || !ASKED_AGAIN.includes(error.code)) throw error;
      engine.notify({ level: "warning", message: error.message, remedy: error.remedy });
    }
  }
}

/** Says where tokens are created, and opens that page if the user wants. */
async function showTokenPage(engine: Needs<typeof openBrowser>, { stackUrl }: Profile): Promise<void> {
  if (stackUrl === undefined) return;
  const url = stackPageUrl(stackUrl, "settings");
  engine.notify({ level: "info", message: `Create or copy a token at ${url} (${TOKEN_PAGE})` });
  if (browserFor(engine.host, url) === undefined) return;
  if (await engine.ask?.confirm("Open that page in the browser?", { default: true })) await openBrowser(engine, url);
}
