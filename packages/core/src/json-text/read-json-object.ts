import { decodeJsonString } from "./json-string.ts";
import { scanJson, skipBlanks } from "./scan-json.ts";

/** One member of an object, as offsets into the text. */
export interface JsonMember {
  readonly key: string;
  /** Offset of the key's opening quote. */
  readonly start: number;
  readonly keyEnd: number;
  readonly valueStart: number;
  /** Offset after the value. */
  readonly end: number;
}

export interface JsonObject {
  readonly start: number;
  readonly end: number;
  /** In the order of the text, duplicates included. */
  readonly members: readonly JsonMember[];
}

/** The members of the object that begins at `start`; undefined when the value there is not an object. The text must have been scanned. */
export function readJsonObject(text: string, start: number): JsonObject | undefined {
  if (text[start] !== "{") return undefined;
  const members: JsonMember[] = [];
  let at = skipBlanks(text, start + 1);
  while (text[at] !== "}") {
    const keyEnd = scanJson(text, at);
    const valueStart = skipBlanks(text, skipBlanks(text, keyEnd) + 1);
    const end = scanJson(text, valueStart);
    members.push({ key: decodeJsonString(text.slice(at, keyEnd)), start: at, keyEnd, valueStart, end });
    at = skipBlanks(text, end);
    if (text[at] === ",") at = skipBlanks(text, at + 1);
  }
  return { start, end: at + 1, members };
}
