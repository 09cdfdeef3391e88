/** Something you have to know or do; its message is all that is shown. */
export class SetupError extends Error {
  /**
   * @param {string} message
   * @param {import("./child.mjs").Ending} [ending] How the failed program ended, to end the same way.
   */
  constructor(message, ending = { code: 1, signal: null }) {
    super(message);
    this.ending = ending;
  }
}
