/** Things in the order of their names, without case, and numbers in them by their value: `p2` before `p10`. */
export function inOrderOfNames<Thing>(things: readonly Thing[], nameOf: (thing: Thing) => string): readonly Thing[] {
  const keyed = things.map((thing) => ({ thing, name: nameOf(thing), key: keyOf(nameOf(thing)) }));
  const sorted = keyed.toSorted((one, other) => compare(one.key, other.key) || compare(one.name, other.name));
  return sorted.map(({ thing }) => thing);
}

function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}

/** The count of its digits leads each number. Names have 64 characters at most. */
function keyOf(name: string): string {
  return name
    .toLowerCase()
    .replaceAll(/0*(\d+)/g, (_, digits: string) => String.fromCharCode(48 + digits.length) + digits);
}
