import { createInterface, type Interface } from "node:readline";
import { Writable } from "node:stream";
import { ReadStream } from "node:tty";
import type { Terminal } from "./terminal.ts";

/**
 * Prints a question and reads one line, without any escape sequence: for terminals that understand none. `hidden` shows nothing of what
 * is typed, and with `staysHidden` nothing of what comes after the line either: `dropInput` then takes over. Resolves to undefined if the input ends or Ctrl-C is pressed.
 */
export function readLine(
  { input, errors }: Pick<Terminal, "input" | "errors">,
  {
    question,
    hidden,
    staysHidden = false,
  }: { readonly question: string; readonly hidden: boolean; readonly staysHidden?: boolean },
): Promise<string | undefined> {
  // The terminal itself shows what is typed, unless the reader puts it into raw mode.
  const reader = hidden
    ? createInterface({ input, output: nowhere(), terminal: true, historySize: 0 })
    : createInterface({ input, terminal: false });
  // Only now: what is typed the moment the question appears must not be shown either.
  errors.write(`${question} `);
  return new Promise((resolve) => {
    const end = (line: string | undefined): void => {
      reader.removeAllListeners("close");
      if (staysHidden && line !== undefined) closeHidden(reader, input);
      else reader.close();
      if (hidden || line === undefined) errors.write("\n");
      resolve(line);
    };
    reader.once("line", end);
    reader.once("SIGINT", () => end(undefined));
    reader.once("close", () => end(undefined));
  });
}

/** Closing would let the terminal show what is typed, for the moment until it is hidden again. */
function closeHidden(reader: Interface, input: NodeJS.ReadableStream): void {
  if (!(input instanceof ReadStream)) {
    reader.close();
    return;
  }
  const setRawMode = input.setRawMode.bind(input);
  input.setRawMode = () => input;
  reader.close();
  input.setRawMode = setRawMode;
}

function nowhere(): Writable {
  return new Writable({ write: (_chunk, _encoding, done) => done() });
}
