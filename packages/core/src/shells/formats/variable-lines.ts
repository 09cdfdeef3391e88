import { valueNotExpressible } from "../../errors/value-not-expressible.ts";
import type { Format, PlainVariable } from "../format.ts";

/** What a value must not contain, and its name in messages. */
export interface Fault {
  readonly pattern: RegExp;
  readonly name: string;
}

export const LINE_BREAK: Fault = { pattern: /[\n\r\0]/, name: "a line break or NUL" };

/** The `render` of a format with one `NAME=value` per line, for readers that misread values with certain faults. */
export function variableLines(options: {
  /** The format's reader, as the start of a message. */
  readonly reader: string;
  readonly faults: readonly Fault[];
  readonly quoted?: (value: string) => string;
}): Format["render"] {
  const { reader, faults, quoted = (value) => value } = options;
  const line = ({ name, value }: PlainVariable): string => {
    const fault = faults.find(({ pattern }) => pattern.test(value));
    if (fault !== undefined) throw valueNotExpressible({ name, reader, fault: fault.name });
    return `${name}=${quoted(value)}\n`;
  };
  return (variables) => variables.map(line).join("");
}
