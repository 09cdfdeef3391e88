import { lineByLine } from "./line-by-line.ts";
import type { Shell } from "./shell.ts";

/** Between elvish's single quotes nothing is special but the quote, which is doubled. */
export const elvish: Shell = {
  id: "elvish",
  programs: ["elvish"],
  render: lineByLine({
    set: (name, value) => `set-env ${name} '${value.replaceAll("'", "''")}'`,
    unset: (name) => `unset-env ${name}`,
  }),
  evaluate: (command) => `eval (${command} | slurp)`,
};
