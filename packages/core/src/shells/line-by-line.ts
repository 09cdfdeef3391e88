import type { PlainChange, Shell } from "./shell.ts";

/** How a shell sets or unsets one variable, on one line. */
export interface ShellLines {
  set(name: string, value: string): string;
  unset(name: string): string;
}

/** The `render` of a shell that applies changes one by one. */
export function lineByLine({ set, unset }: ShellLines): Shell["render"] {
  const line = ({ name, value }: PlainChange): string => (value === undefined ? unset(name) : set(name, value));
  return (changes) => changes.map((change) => `${line(change)}\n`).join("");
}
