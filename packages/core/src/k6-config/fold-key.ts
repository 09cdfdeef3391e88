/** The spelling under which Go compares a JSON key with the name of a struct field: two keys that fold alike are the same to k6. */
export function foldKey(key: string): string {
  return key
    .replaceAll(/[a-z]/g, (letter) => letter.toUpperCase())
    .replaceAll("\u017f", "S")
    .replaceAll("\u212a", "K");
}
