import { valueNotExpressible } from "../errors/value-not-expressible.ts";
import { lineByLine } from "./line-by-line.ts";
import type { Shell } from "./shell.ts";

/** cmd expands any other character, ends the quotes at it, or decodes it by the current code page. The star is only for masks. */
const SAFE = /^[\w +/=.,:;@~()*\\-]*$/;

/** In cmd an empty value is the same as no variable. */
export const cmd: Shell = {
  id: "cmd",
  programs: ["cmd"],
  render: lineByLine({
    set: (name, value) => {
      if (!SAFE.test(value))
        throw valueNotExpressible({ name, reader: "cmd", fault: "characters that cmd would change" });
      return `set "${name}=${value}"`;
    },
    unset: (name) => `set "${name}="`,
  }),
  evaluate: (command) => `for /f "delims=" %i in ('${command}') do @%i`,
};
