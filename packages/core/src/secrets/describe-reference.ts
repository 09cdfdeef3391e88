import { quotedPath } from "../host/posix-quote.ts";
import type { CommandReference, ExternalReference } from "./external-reference.ts";

/** What is read, as a part of a sentence: `the command /usr/bin/pass show k6/prod`, `the variable K6_PROD`, `the file /run/secrets/k6`. */
export function describeReference({ store, reference }: ExternalReference): string {
  switch (store) {
    case "command":
      return `the command ${commandLine(reference)}`;
    case "env":
      return `the variable ${reference.variable}`;
    case "plain-file":
      return `the file ${reference.path}`;
  }
}

/** The command as it can be pasted into a POSIX shell. */
export function commandLine({ program, arguments: words }: Pick<CommandReference, "program" | "arguments">): string {
  return [program, ...words].map(quotedPath).join(" ");
}
