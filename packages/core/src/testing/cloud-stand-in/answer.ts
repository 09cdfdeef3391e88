/** What the stand-in answers: a status and a JSON body, or none. */
export interface Answer {
  readonly status: number;
  readonly body?: unknown;
}

const ERROR_CODES: Readonly<Record<number, string>> = {
  400: "validation_error",
  401: "unauthorized",
  403: "permission_denied",
  404: "not_found",
  409: "conflict",
};

/**
 * An error in the API's form. `target` is never null, though the specification allows it: k6 2.2 crashes on that. Script
 * it as a fault where it is wanted.
 */
export function refusal(status: number, message: string, target = ""): Answer {
  const code = ERROR_CODES[status] ?? "unexpected_error";
  return { status, body: { error: { message, code, target, details: null } } };
}
