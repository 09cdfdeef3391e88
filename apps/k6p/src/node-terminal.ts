import { fstatSync, writeSync } from "node:fs";
import { K6pError, systemErrorCode } from "@k6p/core/errors/k6p-error";
import type { Terminal } from "./terminal.ts";

const INPUT = 0;
const OUTPUT = 1;
const ERRORS = 2;

/** The terminal of this process. */
export function nodeTerminal(): Terminal {
  return {
    env: process.env,
    get input() {
      return process.stdin;
    },
    get errors() {
      return process.stderr;
    },
    get inputIsTerminal() {
      return isTerminal(INPUT);
    },
    get outputIsTerminal() {
      return isTerminal(OUTPUT);
    },
    get errorsAreTerminal() {
      return isTerminal(ERRORS);
    },
    get width() {
      return isTerminal(OUTPUT) ? process.stdout.columns || 80 : 80;
    },
    print,
    printError(text) {
      try {
        writeSync(ERRORS, text);
      } catch {
        // Nobody reads it.
      }
    },
  };
}

/** Loading `node:tty` costs more than all the rest of a short command, and most output goes to no terminal at all. */
function isTerminal(descriptor: number): boolean {
  try {
    if (!fstatSync(descriptor).isCharacterDevice()) return false;
  } catch {
    return false;
  }
  return process.getBuiltinModule("node:tty").isatty(descriptor);
}

async function print(text: string): Promise<void> {
  let rest = Buffer.from(text);
  while (rest.length > 0) {
    try {
      rest = rest.subarray(writeSync(OUTPUT, rest));
    } catch (error) {
      const code = systemErrorCode(error);
      if (code === "EPIPE") return;
      if (code === "EAGAIN") return printLater(rest);
      throw outputFailed(code);
    }
  }
}

/** A pipe that is full and does not block: Node's own stream knows how to wait for its reader. */
function printLater(bytes: Buffer): Promise<void> {
  return new Promise((resolve, reject) => {
    const settle = (error: Error | null | undefined): void => {
      const code = systemErrorCode(error);
      if (!error || code === "EPIPE") resolve();
      else reject(outputFailed(code));
    };
    process.stdout.once("error", settle);
    process.stdout.write(bytes, settle);
  });
}

function outputFailed(code: string | undefined): K6pError {
  return new K6pError("OUTPUT_FAILED", { message: `The output could not be written (${code ?? "unknown reason"}).` });
}
