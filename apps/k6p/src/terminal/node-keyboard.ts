import { createInterface, type Key as NodeKey } from "node:readline";
import { WriteStream } from "node:tty";
import type { Terminal } from "./terminal.ts";

export interface Key {
  /** Name such as `up`, `return` or `a`; empty when the key has none. */
  readonly name: string;
  /** The text that the key types; for other keys, a sequence of control characters. */
  readonly text: string;
  readonly ctrl: boolean;
  readonly meta: boolean;
  readonly shift: boolean;
}

export interface KeyListeners {
  onKey(key: Key): void;
  /** The terminal has a different size, or must be drawn again. */
  onRedraw(): void;
  /** No more keys will come: the terminal is closed. */
  onEnd(): void;
}

/** Reads the keys of the terminal one by one, without showing them, until it is closed. */
export interface Keyboard {
  size(): { readonly columns: number; readonly rows: number };
  /** Restores the terminal. */
  close(): void;
}

/** An Esc without more characters within this time is the Esc key; otherwise it starts a sequence. */
const ESCAPE_MS = 50;
const UNKNOWN_SIZE = { columns: 80, rows: 24 };

export function openKeyboard({ input, errors }: Terminal, { onKey, onRedraw, onEnd }: KeyListeners): Keyboard {
  const press = (text: string | undefined, { name = "", ctrl = false, meta = false, shift = false }: NodeKey): void =>
    onKey({ name, text: text ?? "", ctrl, meta, shift });
  // Without an output it reads keys and shows nothing. It also handles Ctrl-Z.
  const reader = createInterface({ input, terminal: true, historySize: 0, escapeCodeTimeout: ESCAPE_MS });
  reader.on("SIGCONT", onRedraw).on("close", onEnd);
  input.on("keypress", press);
  errors.on("resize", onRedraw);
  return {
    size() {
      const { columns, rows } = errors instanceof WriteStream ? errors : UNKNOWN_SIZE;
      return { columns: columns || UNKNOWN_SIZE.columns, rows: rows || UNKNOWN_SIZE.rows };
    },
    close() {
      reader.off("close", onEnd);
      input.off("keypress", press);
      errors.off("resize", onRedraw);
      reader.close();
    },
  };
}
