/** Name of a store that k6p writes, in the middle of a sentence. */
export function storeTitle(store: string): string {
  return store === "keyring" ? "the system keyring" : "the encrypted file vault";
}
