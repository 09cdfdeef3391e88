/**
 * How to start a program whose kind is not known. Windows starts the small batch files that npm makes only through its
 * shell.
 * @param {string} program
 * @param {string[]} args
 * @returns {{ file: string, args: string[], shell: boolean }}
 */
export function command(program, args) {
  if (process.platform !== "win32") return { file: program, args, shell: false };
  return { file: [program, ...args].map(quoted).join(" "), args: [], shell: true };
}

/** @param {string} word */
function quoted(word) {
  return /^[\w@:=./\\-]+$/.test(word) ? word : `"${word}"`;
}
