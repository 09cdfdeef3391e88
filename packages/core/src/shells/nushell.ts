import type { Shell } from "./shell.ts";

/**
 * Nushell cannot evaluate lines, but can load a record. A variable that is null in it exists only in nushell: programs that nushell
 * starts do not get it.
 */
export const nushell: Shell = {
  id: "nushell",
  programs: ["nu"],
  render: (changes) => {
    const record = Object.fromEntries(changes.map(({ name, value = null }) => [name, value]));
    return `${JSON.stringify(record, null, 2)}\n`;
  },
  evaluate: (command) => `${command} | from json | load-env`,
};
