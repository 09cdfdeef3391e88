import type { KeyringAnswer, KeyringRequest } from "./keyring-calls.ts";

export function isKeyringRequest(value: unknown): value is KeyringRequest {
  if (!isRecord(value) || typeof value["account"] !== "string") return false;
  return value["action"] === "set"
    ? typeof value["text"] === "string"
    : value["action"] === "get" || value["action"] === "delete";
}

/** Undefined for anything that is not a whole answer. */
export function parseKeyringAnswer(text: string): KeyringAnswer | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isKeyringAnswer(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function isKeyringAnswer(value: unknown): value is KeyringAnswer {
  if (!isRecord(value)) return false;
  switch (value["kind"]) {
    case "done":
      return (
        typeof value["present"] === "boolean" && (value["text"] === undefined || typeof value["text"] === "string")
      );
    case "failed":
      return typeof value["message"] === "string";
    default:
      return value["kind"] === "no-module" || value["kind"] === "timeout";
  }
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}
