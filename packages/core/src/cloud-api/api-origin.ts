import { K6pError } from "../errors/k6p-error.ts";
import { sanitizeText } from "../errors/sanitize-text.ts";

const PARTS = /^(?<scheme>https?):\/\/(?<authority>[^/?#]+)(?<rest>.*)$/i;

/**
 * The origin of an API host that overrides Grafana's, in the one spelling that k6 can append `/cloud/v6` to: lower case, punycode,
 * no final slash, no default port. Plain http is for loopback only, as the token travels in a header. Throws `HOST_INVALID`.
 */
export function parseApiHost(text: string): string {
  if (text === "") throw invalidHost("The API host is empty");
  if (text.includes("@")) throw invalidHost("The API host contains an @; it must not have a user name or password");
  const shown = JSON.stringify(sanitizeText(text, 120));
  if (/[\s\p{Cc}\p{Cf}]/u.test(text))
    throw invalidHost(`The API host ${shown} contains spaces or invisible characters`);
  const parts = PARTS.exec(text)?.groups;
  if (parts === undefined) throw invalidHost(`The API host ${shown} does not begin with https:// and a host name`);
  if (!["", "/"].includes(parts["rest"] ?? ""))
    throw invalidHost(`The API host ${shown} has more than a host name and a port`);
  const url = /[%\\]/.test(parts["authority"] ?? "") ? null : URL.parse(text);
  if (url === null || url.port === "0") throw invalidHost(`The API host ${shown} is not a URL`);
  if (url.protocol === "http:" && !isLoopback(url.hostname)) {
    throw invalidHost(`The API host ${shown} would receive the token unencrypted; only https is allowed`);
  }
  return url.origin;
}

function isLoopback(hostname: string): boolean {
  return hostname === "localhost" || hostname === "[::1]" || /^127\.\d+\.\d+\.\d+$/.test(hostname);
}

function invalidHost(what: string): K6pError {
  return new K6pError("HOST_INVALID", {
    message: `${what}.`,
    remedy: ["Write it like Grafana's own: https://api.k6.io"],
  });
}
