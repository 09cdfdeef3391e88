const MOST_SHOWN = 10;

/** Some names in a sentence; where there are more than that, an ellipsis says so. */
export function listOfNames(names: readonly string[]): string {
  return [...names.slice(0, MOST_SHOWN), ...(names.length > MOST_SHOWN ? ["…"] : [])].join(", ");
}
