import * as v from "valibot";

/** How a value is written as the text of a state file. */
export interface StateForm<T> {
  /** Throws when the text is not of this form. */
  parse(text: string, path: string): T;
  /** `previous` is the text that is replaced; undefined when there is none, or none that is believed. */
  print(value: T, previous: string | undefined): string;
}

/** Indented JSON that matches a schema. */
export function jsonForm<T>(schema: v.GenericSchema<unknown, T>): StateForm<T> {
  return {
    parse: (text) => v.parse(schema, JSON.parse(text)),
    print: (value) => `${JSON.stringify(value, null, 2)}\n`,
  };
}
