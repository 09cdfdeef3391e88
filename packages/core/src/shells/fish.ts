import { lineByLine } from "./line-by-line.ts";
import type { Shell } from "./shell.ts";

/** In fish's single quotes the backslash escapes itself and the quote. */
export const fish: Shell = {
  id: "fish",
  programs: ["fish"],
  render: lineByLine({
    set: (name, value) => `set -gx ${name} '${value.replaceAll("\\", "\\\\").replaceAll("'", String.raw`\'`)}';`,
    unset: (name) => `set -e ${name};`,
  }),
  evaluate: (command) => `${command} | source`,
};
