import type { EntryValue } from "./definition-entries.ts";

/** A change to the profiles that a team file defines. */
export type TeamEdit =
  | { readonly kind: "add"; readonly name: string; readonly entries: readonly (readonly [string, EntryValue])[] }
  | { readonly kind: "remove"; readonly name: string };
