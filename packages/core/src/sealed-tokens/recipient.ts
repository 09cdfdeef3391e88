/** A member of a team, with the public key that tokens are sealed for. */
export interface Recipient {
  readonly name: string;
  /** `age1…` */
  readonly key: string;
}

const BECH32 = "[02-9ac-hj-np-z]+";
const KINDS = {
  x25519: new RegExp(`^age1${BECH32}$`),
  "post-quantum": new RegExp(`^age1pq1${BECH32}$`),
} as const;

export type RecipientKind = keyof typeof KINDS;

/** The kind of a public key; undefined for keys that k6p does not support, such as SSH or hardware keys. */
export function recipientKind(key: string): RecipientKind | undefined {
  if (KINDS["post-quantum"].test(key)) return "post-quantum";
  return KINDS.x25519.test(key) ? "x25519" : undefined;
}

export type RecipientsFault =
  | { readonly kind: "none" }
  | { readonly kind: "unknown-key"; readonly recipient: Recipient }
  | { readonly kind: "same-key"; readonly names: readonly [string, string] }
  /** A post-quantum file is only as strong as its weakest recipient. */
  | { readonly kind: "mixed"; readonly postQuantum: Recipient; readonly other: Recipient };

/** Why k6p cannot seal for these recipients; undefined if it can. Checksums of keys are checked by `sealFor`. */
export function recipientsFault(recipients: readonly Recipient[]): RecipientsFault | undefined {
  const [first] = recipients;
  if (first === undefined) return { kind: "none" };
  const names = new Map<string, string>();
  for (const recipient of recipients) {
    const kind = recipientKind(recipient.key);
    if (kind === undefined) return { kind: "unknown-key", recipient };
    const twin = names.get(recipient.key);
    if (twin !== undefined) return { kind: "same-key", names: [twin, recipient.name] };
    names.set(recipient.key, recipient.name);
    if (kind === recipientKind(first.key)) continue;
    const [postQuantum, other] = kind === "post-quantum" ? [recipient, first] : [first, recipient];
    return { kind: "mixed", postQuantum, other };
  }
  return undefined;
}
