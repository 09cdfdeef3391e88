import { lineByLine } from "./line-by-line.ts";
import type { Shell } from "./shell.ts";

/** In elvish's single quotes only the quote is special, and is doubled. */
export const elvish: Shell = {
  id: "elvish",
  programs: ["elvish"],
  render: lineByLine({
    set: (name, value) => `set-env ${name} '${value.replaceAll("'", "''")}'`,
    unset: (name) => `unset-env ${name}`,
  }),
  evaluate: (command) => `eval (${command} | slurp)`,
};
