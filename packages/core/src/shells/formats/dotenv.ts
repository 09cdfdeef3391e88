import type { Format } from "../format.ts";
import { variableLines } from "./variable-lines.ts";

/** Every reader reads it the same without quotes, even those that would keep quotes. */
const PLAIN = /^[\w./:@%+=,-]+$/;

/** For the dotenv libraries, Node's `--env-file`, Compose and a shell that sources the file. They agree on text in single quotes, but not on escapes and `${NAME}` in it. */
export const dotenv: Format = {
  id: "dotenv",
  render: variableLines({
    reader: "A dotenv file",
    faults: [
      { pattern: /['\\]|\$\{/, name: "a single quote, a backslash or ${" },
      { pattern: /[\p{Cc}\u2028\u2029\ufeff]/u, name: "a control character" },
    ],
    quoted: (value) => (PLAIN.test(value) ? value : `'${value}'`),
  }),
};
