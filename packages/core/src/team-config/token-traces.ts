/** Something in a text that looks like a secret. */
export interface TokenTrace {
  readonly offset: number;
  /** What it looks like; never a part of it. */
  readonly what: string;
  /** Whether it is an age secret key and not a token. */
  readonly isKey?: boolean | undefined;
}

const SHAPES: readonly (Omit<TokenTrace, "offset"> & { readonly pattern: RegExp })[] = [
  { pattern: /\bglc_[A-Za-z0-9+/=_-]{8,}/g, what: "a Grafana Cloud token (glc_…)" },
  { pattern: /\bglsa_[A-Za-z0-9_]{8,}/g, what: "a Grafana service account token (glsa_…)" },
  { pattern: /\bk6p1\.[A-Za-z0-9_-]{8,}/g, what: "a token as k6p stores it (k6p1.…)" },
  { pattern: /\bAGE-SECRET-KEY-[A-Z0-9-]{8,}/gi, what: "a secret key of age (AGE-SECRET-KEY-…)", isKey: true },
  // Commits and checksums also have this form; they follow a # or the name of an algorithm.
  { pattern: /(?<![#\w]|sha256[:-])[0-9a-f]{64}(?!\w)/g, what: "a k6 token (64 hexadecimal digits)" },
];

/** Keys whose value could only be a secret. */
const SECRET_KEY =
  /^(k6_cloud_|api[-_]?|access[-_]?|auth[-_]?|cloud[-_]?)?(token|secret|password|passwd)$|^api[-_]?key$/i;

/** Everything in a text that looks like a secret, comments included, in the order of the text. */
export function findTokenTraces(text: string): readonly TokenTrace[] {
  const traces = SHAPES.flatMap(({ pattern, ...shape }) =>
    Array.from(text.matchAll(pattern), ({ index }) => ({ offset: index, ...shape })),
  );
  return traces.toSorted((one, other) => one.offset - other.offset);
}

export function isSecretKey(key: string): boolean {
  return SECRET_KEY.test(key);
}
