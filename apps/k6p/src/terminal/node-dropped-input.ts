import { ReadStream } from "node:tty";
import type { Terminal } from "./terminal.ts";

const CTRL_C = 3;

/**
 * Reads what is typed and drops it, unseen, until the returned function is called or the process ends. Ctrl-C still ends k6p.
 */
export function dropInput({ input }: Pick<Terminal, "input">): () => Promise<void> {
  if (!(input instanceof ReadStream)) return async () => undefined;
  // In this mode the terminal does not show what is typed, and leaves Ctrl-C to the program.
  input.setRawMode(true);
  const drop = (chunk: Uint8Array | string): void => {
    if (Buffer.from(chunk).includes(CTRL_C)) process.kill(process.pid, "SIGINT");
  };
  input.on("data", drop);
  input.resume();
  input.unref();
  return async () => {
    // What the terminal has already is read first.
    await new Promise((resolve) => setImmediate(resolve));
    input.off("data", drop);
    input.pause();
    input.setRawMode(false);
    input.ref();
  };
}
