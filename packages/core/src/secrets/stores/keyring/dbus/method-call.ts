/** Asks the bus never to start a service for the call. */
const NO_AUTO_START = 0x2;

/** A call of a D-Bus method, with arguments that are texts or 32-bit numbers. */
export interface MethodCall {
  readonly destination: string;
  readonly path: string;
  readonly interface: string;
  readonly member: string;
  readonly arguments?: readonly (string | number)[];
}

/** The bytes of the call, which never starts a service by itself. */
export function encodeMethodCall(call: MethodCall, serial: number): Uint8Array {
  const values = call.arguments ?? [];
  const body = new Writer();
  for (const value of values) {
    if (typeof value === "string") body.text(value);
    else body.uint32(value);
  }
  const fields = new Writer();
  fields.field(1, "o", call.path);
  fields.field(2, "s", call.interface);
  fields.field(3, "s", call.member);
  fields.field(6, "s", call.destination);
  fields.field(8, "g", values.map((value) => (typeof value === "string" ? "s" : "u")).join(""));
  const start = new Writer();
  start.bytes(0x6c, 1, NO_AUTO_START, 1);
  for (const value of [body.length, serial, fields.length]) start.uint32(value);
  fields.align(8);
  return Buffer.concat([start.result(), fields.result(), body.result()]);
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
    this.bytes(value & 0xff, (value >>> 8) & 0xff, (value >>> 16) & 0xff, value >>> 24);
  }

  text(value: string): void {
    const bytes = Buffer.from(value, "utf8");
    this.uint32(bytes.length);
    this.bytes(...bytes, 0);
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
