import { inspect } from "node:util";

const REDACTED = "[secret]";

/** A text that must not be shown. Printing, inspecting or serializing it gives `[secret]`; only `reveal` returns it. */
export class Secret {
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
  }

  /** The text itself. Called only by a secret store, a shell renderer, the k6 config writer, the API client or for a child's environment. */
  reveal(): string {
    return this.#text;
  }

  equals(other: Secret): boolean {
    return this.#text === other.#text;
  }

  /** The first and last four characters, as k6 itself shows a token; all stars under twelve characters. */
  masked(): string {
    const text = this.#text;
    if (text.length < 12) return "*".repeat(text.length);
    return `${text.slice(0, 4)}${"*".repeat(text.length - 8)}${text.slice(-4)}`;
  }

  toString(): string {
    return REDACTED;
  }

  toJSON(): string {
    return REDACTED;
  }

  [inspect.custom](): string {
    return REDACTED;
  }
}
