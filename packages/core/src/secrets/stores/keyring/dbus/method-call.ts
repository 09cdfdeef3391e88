/** Asks the bus never to start a service for the call. */
const NO_AUTO_START = 0x2;

/** A text, a 32-bit number, or texts by their names. */
type Argument = string | number | Readonly<Record<string, string>>;

/** A call of a D-Bus method. */
export interface MethodCall {
  readonly destination: string;
  readonly path: string;
  readonly interface: string;
  readonly member: string;
  readonly arguments?: readonly Argument[];
}

/** The bytes of the call, which never starts a service by itself. */
export function encodeMethodCall(call: MethodCall, serial: number): Uint8Array {
  const values = call.arguments ?? [];
  const body = new Writer();
  for (const value of values) {
    if (typeof value === "string") body.text(value);
    else if (typeof value === "number") body.uint32(value);
    else body.dictionary(value);
  }
  const fields = new Writer();
  fields.field(1, "o", call.path);
  fields.field(2, "s", call.interface);
  fields.field(3, "s", call.member);
  fields.field(6, "s", call.destination);
  fields.field(8, "g", values.map(signatureOf).join(""));
  const start = new Writer();
  start.bytes(0x6c, 1, NO_AUTO_START, 1);
  for (const value of [body.length, serial, fields.length]) start.uint32(value);
  fields.align(8);
  return Buffer.concat([start.result(), fields.result(), body.result()]);
}

function signatureOf(value: Argument): string {
  if (typeof value === "string") return "s";
  return typeof value === "number" ? "u" : "a{ss}";
}

/** Collects little-endian values, aligned to its own start. */
class Writer {
  readonly #bytes: number[] = [];

  get length(): number {
    return this.#bytes.length;
  }

  result(): Uint8Array {
    return Uint8Array.from(this.#bytes);
  }

  bytes(...bytes: readonly number[]): void {
    this.#bytes.push(...bytes);
  }

  align(boundary: number): void {
    while (this.#bytes.length % boundary !== 0) this.#bytes.push(0);
  }

  uint32(value: number): void {
    this.align(4);
    this.bytes(...bytesOf(value));
  }

  text(value: string): void {
    const bytes = Buffer.from(value, "utf8");
    this.uint32(bytes.length);
    this.bytes(...bytes, 0);
  }

  dictionary(entries: Readonly<Record<string, string>>): void {
    this.uint32(0);
    const lengthAt = this.#bytes.length - 4;
    this.align(8);
    const start = this.#bytes.length;
    for (const [key, value] of Object.entries(entries)) {
      this.align(8);
      this.text(key);
      this.text(value);
    }
    this.#bytes.splice(lengthAt, 4, ...bytesOf(this.#bytes.length - start));
  }

  signature(value: string): void {
    const bytes = Buffer.from(value, "ascii");
    this.bytes(bytes.length, ...bytes, 0);
  }

  /** A header field: a structure of its code and a variant. */
  field(code: number, type: "o" | "s" | "g", value: string): void {
    this.align(8);
    this.bytes(code);
    this.signature(type);
    if (type === "g") this.signature(value);
    else this.text(value);
  }
}

function bytesOf(value: number): readonly number[] {
  return [value & 0xff, (value >>> 8) & 0xff, (value >>> 16) & 0xff, value >>> 24];
}
