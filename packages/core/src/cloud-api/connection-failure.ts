import { systemErrorCode } from "../errors/k6p-error.ts";

const TRANSIENT = new Set(["ECONNRESET", "ECONNABORTED", "EPIPE", "ETIMEDOUT", "EAI_AGAIN", "UND_ERR_SOCKET"]);

const MEANINGS: Readonly<Record<string, string>> = {
  ENOTFOUND: "its name cannot be resolved",
  EAI_AGAIN: "the name servers did not answer",
  ECONNREFUSED: "it refused the connection",
  ECONNRESET: "it closed the connection",
  UND_ERR_SOCKET: "it closed the connection",
  EPIPE: "it closed the connection",
  ETIMEDOUT: "the connection timed out",
  UND_ERR_CONNECT_TIMEOUT: "the connection timed out",
  ENETUNREACH: "its network is unreachable",
  EHOSTUNREACH: "there is no route to it",
  UND_ERR_ABORTED: "a proxy did not connect to it",
};

const DEEPEST_CAUSE = 8;

/** Why a connection failed. `transient` failures may not happen again at the next try. */
export interface ConnectionFailure {
  readonly reason: string;
  readonly transient: boolean;
}

/** What a rejected `fetch` means. Only error codes are looked at, as messages may repeat what was sent. */
export function connectionFailure(error: unknown): ConnectionFailure {
  const code = deepestCode(error);
  if (code === undefined) return { reason: "no connection could be made", transient: false };
  return { reason: `${meaningOf(code)} (${code})`, transient: TRANSIENT.has(code) };
}

/** The code of the error that is at the bottom of the others; undefined when none has one. */
function deepestCode(error: unknown): string | undefined {
  let code: string | undefined;
  let current = error;
  for (let depth = 0; current instanceof Error && depth < DEEPEST_CAUSE; depth += 1) {
    code = systemErrorCode(current) ?? code;
    current = current.cause;
  }
  return code !== undefined && /^[A-Z0-9_]{1,60}$/.test(code) ? code : undefined;
}

function meaningOf(code: string): string {
  const known = MEANINGS[code];
  if (known !== undefined) return known;
  if (/CERT|SELF_SIGNED|ISSUER|LEAF_SIGNATURE/.test(code)) {
    return "its certificate is not trusted; if a company proxy re-signs connections, set NODE_EXTRA_CA_CERTS to the proxy's certificate";
  }
  return "no connection could be made";
}
