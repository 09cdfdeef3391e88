import { createInterface, type Key as NodeKey } from "node:readline";
import { WriteStream } from "node:tty";
import type { Terminal } from "./terminal.ts";

export interface Key {
  /** Name such as `up`, `return` or `a`; empty when the key has none. */
  readonly name: string;
  /** What the key types; a sequence of control characters for the others. */
  readonly text: string;
  readonly ctrl: boolean;
  readonly meta: boolean;
  readonly shift: boolean;
}

export interface KeyListeners {
  onKey(key: Key): void;
  /** The terminal has another size now, or shows something else. */
  onRedraw(): void;
  /** No key can come any more: the terminal has gone. */
  onEnd(): void;
}

/** The keys of the terminal one by one, unseen, until it is closed. */
export interface Keyboard {
  size(): { readonly columns: number; readonly rows: number };
  /** Gives the terminal back as it was. */
  close(): void;
}

/** A single Esc is told from the beginning of a sequence by what does not follow it within this time. */
const ESCAPE_MS = 50;
const UNKNOWN_SIZE = { columns: 80, rows: 24 };

export function openKeyboard({ input, errors }: Terminal, { onKey, onRedraw, onEnd }: KeyListeners): Keyboard {
  const press = (text: string | undefined, { name = "", ctrl = false, meta = false, shift = false }: NodeKey): void =>
    onKey({ name, text: text ?? "", ctrl, meta, shift });
  // Without an output: it reads keys and shows nothing. It also knows how to be stopped by Ctrl-Z.
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
