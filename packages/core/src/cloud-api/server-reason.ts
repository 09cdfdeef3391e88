import { sanitizeText } from "../errors/sanitize-text.ts";
import { isRecord } from "./is-record.ts";

const MOST_DETAILS = 3;

/** The words of an error answer of the API, without control characters; undefined when the body has none. */
export function serverReason(body: unknown): string | undefined {
  const error = isRecord(body) ? body["error"] : undefined;
  if (!isRecord(error)) return undefined;
  const details: readonly unknown[] = Array.isArray(error["details"]) ? error["details"].slice(0, MOST_DETAILS) : [];
  const messages = [error, ...details].map((part) => (isRecord(part) ? part["message"] : undefined));
  const words = messages.filter((message) => typeof message === "string").map((message) => sanitizeText(message));
  return sanitizeText([...new Set(words)].filter((text) => text !== "").join(" – ")) || undefined;
}
