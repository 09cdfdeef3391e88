import { lineByLine } from "./line-by-line.ts";
import type { Shell } from "./shell.ts";

/** xonsh reads Python strings. Everything but plain ASCII is escaped, so that no encoding or line ending can change it. */
export const xonsh: Shell = {
  id: "xonsh",
  programs: ["xonsh"],
  render: lineByLine({
    set: (name, value) => `$${name} = '${value.replaceAll(/[^ -&(-[\]-~]/gu, escaped)}'`,
    unset: (name) => `\${...}.pop('${name}', None)`,
  }),
  evaluate: (command) => `execx($(${command}))`,
};

function escaped(character: string): string {
  return `\\U${(character.codePointAt(0) ?? 0).toString(16).padStart(8, "0")}`;
}
