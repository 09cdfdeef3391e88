import { inspect } from "node:util";

const REDACTED = "[secret]";

/** Marks the secrets of every copy of this class: a program of one command has a copy of its own, and loads parts of the whole program. */
const MARK = Symbol.for("k6p.secret");

/** A text that must not be shown. Printing, inspecting or serializing it gives `[secret]`; only `reveal` returns it. */
export class Secret {
  static [Symbol.hasInstance](value: unknown): boolean {
    return typeof value === "object" && value !== null && MARK in value;
  }

  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
  }

  get [MARK](): true {
    return true;
  }

  /** The text itself. Called only by a secret store, a shell renderer, the k6 config writer, the API client or for a child's environment. */
  reveal(): string {
    return this.#text;
  }

  equals(other: Secret): boolean {
    return this.#text === other.reveal();
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
