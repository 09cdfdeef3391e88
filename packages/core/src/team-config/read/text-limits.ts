/** Limits of a team file: far above what a team needs and far below what makes a parser slow. */
export const LARGEST_TEAM_FILE = 256 * 1024;
export const DEEPEST_NESTING = 32;
export const MOST_NODES = 10_000;

/** Why a text with more values is refused, and how to fix it. */
export const TOO_MANY_VALUES = `it has more than ${MOST_NODES} values; split it into several files and extend them`;

/** Why a text is refused, and at which offset. */
export class TextFault extends Error {
  override readonly name = "TextFault";
  readonly offset: number;

  constructor(offset: number, reason: string) {
    super(reason);
    this.offset = offset;
  }
}

/** Counts the values of a text while it is read. Its methods throw `TextFault`. */
export class TextBudget {
  #nodes = 0;

  spend(offset: number, depth: number): void {
    this.#nodes++;
    if (this.#nodes > MOST_NODES) throw new TextFault(offset, TOO_MANY_VALUES);
    if (depth > DEEPEST_NESTING) throw new TextFault(offset, `it has more than ${DEEPEST_NESTING} levels of nesting`);
  }
}

/** Refuses a key that the map already has. */
export function refuseDuplicate(keys: Set<string>, key: string, offset: number): void {
  if (keys.has(key)) throw new TextFault(offset, `the key ${JSON.stringify(key.slice(0, 60))} appears twice`);
  keys.add(key);
}
