/**
 * Prints what is being set up; on stderr, because stdout belongs to the program that runs afterwards.
 * @param {string} text
 */
export function say(text) {
  process.stderr.write(`[k6p setup] ${text}\n`);
}
