import { createStyle, type Style } from "../render/style.ts";
import type { Terminal } from "./terminal.ts";

/** The style of a stream. The width is asked for only when it is used: finding it out takes time on a terminal. */
export function terminalStyle(terminal: Terminal, stream: "output" | "errors"): Style {
  return createStyle({
    env: terminal.env,
    isTerminal: stream === "output" ? terminal.outputIsTerminal : terminal.errorsAreTerminal,
    get width() {
      return terminal.width;
    },
  });
}
