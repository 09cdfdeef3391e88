import { K6pError } from "./k6p-error.ts";

/** The refusal of a value that a shell or file format cannot carry. It names the variable and the fault, never the value. */
export function valueNotExpressible(facts: {
  readonly name: string;
  /** Who would read the value, as a message begins with it, such as `cmd`. */
  readonly reader: string;
  /** What is in the value, such as `a line break`. */
  readonly fault: string;
}): K6pError {
  const { name, reader, fault } = facts;
  return new K6pError("VALUE_NOT_EXPRESSIBLE", {
    message: `${reader} cannot take the value of ${name}: it has ${fault}.`,
    remedy: ["Use another shell or format, or k6p exec, which hands every value over as it is."],
    details: { variable: name },
  });
}
