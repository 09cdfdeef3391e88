import type { Shell } from "./shell.ts";

/**
 * Nushell cannot evaluate lines, but takes a record over. A variable that is null there exists for nushell alone: the programs that it
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
