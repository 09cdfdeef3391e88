import type { IncomingHttpHeaders } from "node:http";

/** A request as it came over the wire. */
export interface RecordedRequest {
  readonly method: string;
  /** Without the query. */
  readonly path: string;
  readonly query: URLSearchParams;
  /** Names in lower case; `authorization` is there as it was sent. */
  readonly headers: IncomingHttpHeaders;
  /** The body read as UTF-8; of an archive only its ASCII parts can be relied on. */
  readonly body: string;
}

/** Which identity a client used for a request. */
export interface SentIdentity {
  readonly token: string | undefined;
  readonly stackId: number | undefined;
  readonly stackUrl: string | undefined;
  /** From the path, or the body of `validate_options`. */
  readonly projectId: number | undefined;
}

/** The identity in a request; what the request does not carry is undefined. */
export function sentIdentity({ path, headers, body }: RecordedRequest): SentIdentity {
  const [, token] = /^(?:Bearer|Token) (.*)$/.exec(headers.authorization ?? "") ?? [];
  const [, projectInPath] = /^\/cloud\/v6\/projects\/(\d+)\//.exec(path) ?? [];
  const projectId = projectInPath ?? (path.endsWith("/validate_options") ? projectInBody(body) : undefined);
  return {
    token,
    stackId: toNumber(headers["x-stack-id"]),
    stackUrl: headers["x-stack-url"]?.toString(),
    projectId: toNumber(projectId),
  };
}

function projectInBody(body: string): unknown {
  try {
    const { project_id: projectId, options } = JSON.parse(body);
    return projectId ?? options?.cloud?.projectID;
  } catch {
    return undefined;
  }
}

function toNumber(value: unknown): number | undefined {
  return value === undefined || value === null ? undefined : Number(value);
}
