const TOKENS = /\b(gl(?:sa|c)_)[A-Za-z0-9+/=._~-]{8,}/g;

/** The text without what looks like a Grafana token, for messages that repeat what was typed: a token may have been typed as a name. */
export function redactTokens(text: string): string {
  return text.replaceAll(TOKENS, "$1…");
}

/** Whether a text looks like a Grafana token. */
export function looksLikeToken(text: string): boolean {
  return text !== redactTokens(text);
}
