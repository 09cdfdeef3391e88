import { type DBusValue, MessageReader } from "./message-reader.ts";

/** Length of a message's start, up to and with the length of its header fields. */
const START = 16;
const LARGEST_MESSAGE = 1024 * 1024;
const METHOD_RETURN = 2;
const ERROR = 3;
const FIELD = { errorName: 4, replySerial: 5, signature: 8 } as const;

/** The answer to a method call. */
export interface Reply {
  /** Serial number of the call. */
  readonly to: number;
  /** Name of the D-Bus error, when it is one. */
  readonly error?: string;
  /** What the method gives back; empty for an error. */
  readonly values: readonly DBusValue[];
}

/** Length of the message that begins here; undefined while too few bytes have come. Throws when it cannot be a message for us. */
export function messageLength(bytes: Uint8Array): number | undefined {
  if (bytes.length < START) return undefined;
  if (bytes[0] !== 0x6c && bytes[0] !== 0x42) throw new Error("what the bus sends is not D-Bus");
  const bodyLength = new MessageReader(bytes, 4).uint32();
  const length = bodyStart(bytes) + bodyLength;
  if (length > LARGEST_MESSAGE) throw new Error("the bus sends too large a message");
  return length;
}

/** Reads a whole message; undefined when it answers nothing, as signals do. */
export function decodeReply(message: Uint8Array): Reply | undefined {
  const type = message[1];
  if (type !== METHOD_RETURN && type !== ERROR) return undefined;
  const fields = new MessageReader(message, START - 4).headerFields();
  const to = fields.get(FIELD.replySerial);
  if (typeof to !== "number") return undefined;
  if (type === ERROR) return { to, error: String(fields.get(FIELD.errorName)), values: [] };
  const signature = fields.get(FIELD.signature);
  if (typeof signature !== "string") return { to, values: [] };
  return { to, values: new MessageReader(message, bodyStart(message)).values(signature) };
}

function bodyStart(message: Uint8Array): number {
  const fieldsLength = new MessageReader(message, START - 4).uint32();
  return START + Math.ceil(fieldsLength / 8) * 8;
}
