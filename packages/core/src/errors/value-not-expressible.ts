import { K6pError } from "./k6p-error.ts";

/** The error for a value that a shell or file format cannot express. It names the variable and the reason, never the value. */
export function valueNotExpressible(facts: {
  readonly name: string;
  /** The shell or format, as the start of a sentence: `cmd`. */
  readonly reader: string;
  /** What the value contains: `a line break`. */
  readonly fault: string;
}): K6pError {
  const { name, reader, fault } = facts;
  return new K6pError("VALUE_NOT_EXPRESSIBLE", {
    message: `${reader} cannot express the value of ${name}: it contains ${fault}.`,
    remedy: ["Use another shell or format, or k6p exec, which passes every value unchanged."],
    details: { variable: name },
  });
}
