import type { ErrorCode } from "../errors/error-codes.ts";
import { K6pError } from "../errors/k6p-error.ts";

/** An error in a team file or in what it extends. */
export interface TeamFault {
  readonly code: ErrorCode;
  readonly file: string;
  /** From 1; absent when the fault is about the file as a whole. */
  readonly line?: number | undefined;
  readonly column?: number | undefined;
  /** What is wrong and what was expected, without the place. */
  readonly message: string;
  readonly remedy: readonly string[];
}

/** A fault, or something that works but deserves a look. */
export interface TeamFinding extends TeamFault {
  readonly level: "error" | "warning";
}

/** `FILE`, `FILE:LINE` or `FILE:LINE:COLUMN`. */
export function placeText({ file, line, column }: Pick<TeamFault, "file" | "line" | "column">): string {
  return [file, line, column].filter((part) => part !== undefined).join(":");
}

/** The error for the first of several faults; it says how many more there are. */
export function faultError(faults: readonly [TeamFault, ...TeamFault[]]): K6pError {
  const [fault] = faults;
  const more =
    faults.length === 1
      ? ""
      : ` There ${faults.length === 2 ? "is 1 more fault" : `are ${faults.length - 1} more faults`}.`;
  return new K6pError(fault.code, {
    message: `${placeText(fault)}: ${fault.message}.${more}`,
    remedy: [...fault.remedy, ...(more === "" ? [] : ["See all of them: k6p team check"])],
    details: { file: fault.file, line: fault.line, column: fault.column, faults: faults.length },
  });
}

/** The fault for an error while reading. Rethrows anything but a `K6pError`. */
export function faultOf(error: unknown, file: string): TeamFault {
  if (!(error instanceof K6pError)) throw error;
  return { code: error.code, file, message: withoutFullStop(error.message), remedy: error.remedy };
}

function withoutFullStop(message: string): string {
  return message.replace(/\.$/, "");
}
