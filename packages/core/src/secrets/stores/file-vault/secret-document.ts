const BLOCK = 512;

export type OpenedDocument =
  | { readonly kind: "opened"; readonly text: string }
  /** It is the secret of another reference. */
  | { readonly kind: "mismatch" }
  /** It is not a document of the vault. */
  | { readonly kind: "corrupt" };

/** What is encrypted for a secret: JSON that names the reference, padded with spaces so that its size reveals little. */
export function sealDocument(reference: string, text: string): string {
  const content = JSON.stringify({ v: 1, reference, secret: text });
  const bytes = Buffer.byteLength(content, "utf8") + 1;
  const size = Math.ceil(bytes / BLOCK) * BLOCK;
  return `${content}${" ".repeat(size - bytes)}\n`;
}

/** Returns the text only under the reference it was encrypted for. */
export function openDocument(reference: string, document: string): OpenedDocument {
  const content = parse(document);
  if (typeof content !== "object" || content === null) return { kind: "corrupt" };
  const { v, reference: sealedFor, secret }: { v?: unknown; reference?: unknown; secret?: unknown } = content;
  if (v !== 1 || typeof secret !== "string") return { kind: "corrupt" };
  return sealedFor === reference ? { kind: "opened", text: secret } : { kind: "mismatch" };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
