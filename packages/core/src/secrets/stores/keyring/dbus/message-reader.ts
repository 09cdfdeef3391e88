/** Values of the D-Bus types `y b u s o g`, of variants of them, and of arrays of them. */
export type DBusValue = number | boolean | string | readonly DBusValue[];

export function isList(value: DBusValue | undefined): value is readonly DBusValue[] {
  return Array.isArray(value);
}

const LITTLE_ENDIAN = 0x6c;

/** Reads a D-Bus message, in which every value is aligned to the start of the message. Throws on what a message of ours cannot be. */
export class MessageReader {
  readonly #view: DataView;
  readonly #littleEndian: boolean;
  #position: number;

  constructor(message: Uint8Array, start: number) {
    this.#view = new DataView(message.buffer, message.byteOffset, message.byteLength);
    this.#littleEndian = message[0] === LITTLE_ENDIAN;
    this.#position = start;
  }

  /** Reads a value for each type of the signature. */
  values(signature: string): readonly DBusValue[] {
    return (signature.match(/a*./g) ?? []).map((type) => this.value(type));
  }

  /** Reads one value of the type that the signature begins with. */
  value(signature: string): DBusValue {
    switch (signature[0]) {
      case "y":
        return this.byte();
      case "b":
        return this.uint32() !== 0;
      case "u":
        return this.uint32();
      case "s":
      case "o":
        return this.#text(this.uint32());
      case "g":
        return this.#text(this.byte());
      case "v":
        return this.value(this.#text(this.byte()));
      case "a":
        return this.#list(signature.slice(1));
      default:
        throw new Error(`D-Bus type ${signature} is not read`);
    }
  }

  /** Reads the fields of a message header, by their codes. */
  headerFields(): ReadonlyMap<number, DBusValue> {
    const end = this.uint32() + this.#position;
    const fields = new Map<number, DBusValue>();
    while (this.#position < end) {
      this.align(8);
      fields.set(this.byte(), this.value("v"));
    }
    return fields;
  }

  byte(): number {
    return this.#view.getUint8(this.#position++);
  }

  uint32(): number {
    this.align(4);
    const value = this.#view.getUint32(this.#position, this.#littleEndian);
    this.#position += 4;
    return value;
  }

  align(boundary: number): void {
    this.#position = Math.ceil(this.#position / boundary) * boundary;
  }

  #list(elementType: string): readonly DBusValue[] {
    const end = this.uint32() + this.#position;
    const elements: DBusValue[] = [];
    while (this.#position < end) elements.push(this.value(elementType));
    return elements;
  }

  /** A text of that many bytes, and the zero byte after it. */
  #text(length: number): string {
    const bytes = Buffer.from(this.#view.buffer, this.#view.byteOffset, this.#view.byteLength);
    const start = this.#position;
    this.#position += length + 1;
    if (this.#position > bytes.length) throw new RangeError("a D-Bus text is longer than its message");
    return bytes.toString("utf8", start, start + length);
  }
}
