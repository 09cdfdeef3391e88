import { parseSealedContent, type SealedContent } from "./sealed-content.ts";
import { openWith } from "./sealed-file.ts";

export type OpenedForMember =
  /** The caller compares it with the wanted token: `bindingDifferences`. */
  | { readonly kind: "opened"; readonly content: SealedContent }
  /** It is not sealed for any of the keys. */
  | { readonly kind: "not-for-us" }
  /** It is not a sealed token, or it has been modified. */
  | { readonly kind: "damaged" }
  | { readonly kind: "too-new" };

/** Opens a sealed file with the secret keys of a member. */
export async function openForMember(file: Uint8Array, secretKeys: readonly string[]): Promise<OpenedForMember> {
  const opened = await openWith(secretKeys, file);
  if (opened.kind !== "opened") return opened;
  const parsed = parseSealedContent(opened.text);
  return parsed.kind === "content"
    ? { kind: "opened", content: parsed.content }
    : { kind: parsed.kind === "too-new" ? "too-new" : "damaged" };
}
