import { fstatSync, openSync, writeSync } from "node:fs";
import { K6pError, systemErrorCode } from "@k6p/core/errors/k6p-error";
import { isTerminal } from "./node-is-terminal.ts";
import type { OpenKeys, Terminal } from "./terminal.ts";

const INPUT = 0;
const OUTPUT = 1;
const ERRORS = 2;
/** How long a full pipe is given to empty itself before the next try. */
const PAUSE_MS = 5;
const PAUSES_FOR_ERRORS = 200;

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
    get inputIsData() {
      return isData(INPUT);
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
    openKeys,
    print,
    printError,
  };
}

function isData(descriptor: number): boolean {
  try {
    const status = fstatSync(descriptor);
    return status.isFIFO() || status.isFile() || status.isSocket();
  } catch {
    return false;
  }
}

/** Windows has no name for it that can be opened with the rights of a terminal. */
function openKeys(): OpenKeys | undefined {
  if (process.platform === "win32") return undefined;
  try {
    const { ReadStream } = process.getBuiltinModule("node:tty");
    const input = new ReadStream(openSync("/dev/tty", "r"));
    return { input, close: () => input.destroy() };
  } catch {
    return undefined;
  }
}

async function print(text: string): Promise<void> {
  let rest = Buffer.from(text);
  while (rest.length > 0) {
    const outcome = tryToWrite(OUTPUT, rest);
    if (outcome === "EPIPE") return;
    if (typeof outcome === "string" && outcome !== "EAGAIN") throw outputFailed(outcome);
    if (typeof outcome === "number") rest = rest.subarray(outcome);
    else await pause();
  }
}

function printError(text: string): void {
  let rest = Buffer.from(text);
  let pauses = 0;
  while (rest.length > 0 && pauses < PAUSES_FOR_ERRORS) {
    const outcome = tryToWrite(ERRORS, rest);
    if (typeof outcome === "number") {
      rest = rest.subarray(outcome);
    } else {
      if (outcome !== "EAGAIN") return;
      pauses++;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, PAUSE_MS);
    }
  }
}

function pause(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
}

/** Number of bytes written, or the code of the failure. A full pipe that does not block fails with `EAGAIN`. */
function tryToWrite(descriptor: number, bytes: Uint8Array): number | string {
  try {
    return writeSync(descriptor, bytes);
  } catch (error) {
    const code = systemErrorCode(error) ?? "unknown reason";
    return code === "EOF" ? "EPIPE" : code;
  }
}

function outputFailed(code: string): K6pError {
  return new K6pError("OUTPUT_FAILED", { message: `The output could not be written (${code}).` });
}
