import { PassThrough } from "node:stream";
import type { Terminal } from "../src/terminal/terminal.ts";

export interface RecordedTerminal extends Terminal {
  readonly output: { printed: string; errors: string };
  readonly input: PassThrough;
}

/** A terminal that keeps what is written to it. */
export function recordedTerminal(facts: Partial<Terminal> = {}): RecordedTerminal {
  const output = { printed: "", errors: "" };
  return {
    env: {},
    errors: new PassThrough(),
    inputIsTerminal: false,
    inputIsData: false,
    outputIsTerminal: false,
    errorsAreTerminal: false,
    width: 80,
    openKeys: () => undefined,
    async print(text) {
      output.printed += text;
    },
    printError(text) {
      output.errors += text;
    },
    ...facts,
    input: new PassThrough(),
    output,
  };
}
