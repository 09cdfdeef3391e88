import * as v from "valibot";
import { type Destination, destinationDifferences, type DestinationPart } from "../credentials/destination.ts";
import type { Host } from "../host/host.ts";
import type { Secret } from "../secrets/secret.ts";
import { parseToken } from "../secrets/token-format.ts";
import type { Recipient } from "./recipient.ts";

const VERSION = 1;
const BLOCK = 512;
const MOST_EXTRA_BLOCKS = 3;

/** The profile of a token and where the token may go. */
export interface SealedBinding {
  /** Name of the profile in the team file. */
  readonly profile: string;
  /** Distinguishes the team profile from others of the same name. */
  readonly profileId: string;
  readonly destination: Destination;
}

/** The encrypted content of one sealed file. */
export interface SealedContent extends SealedBinding {
  readonly token: Secret;
  /** ISO 8601. */
  readonly sealedAt: string;
  /** The recipients, as claimed by the member who sealed it. */
  readonly recipients: readonly Recipient[];
}

const text = v.pipe(v.string(), v.maxLength(4_096));
/** The ID of a stack: k6 keeps it in 32 bits. */
const cloudId = v.pipe(v.number(), v.safeInteger(), v.minValue(1), v.maxValue(2 ** 31 - 1));
const schema = v.object({
  version: v.literal(VERSION),
  profile: text,
  profileId: text,
  destination: v.object({
    stackUrl: v.optional(text),
    stackId: v.optional(cloudId),
    api: text,
    ingest: text,
    logs: v.optional(text),
    traces: v.optional(text),
    build: v.optional(text),
  }),
  token: text,
  sealedAt: v.pipe(v.string(), v.isoTimestamp()),
  recipients: v.array(v.object({ name: text, key: text })),
});

/** JSON, padded with spaces to a multiple of 512 bytes, so that the size of the file reveals little about the token. */
export function formatSealedContent(host: Pick<Host, "randomBytes">, content: SealedContent): string {
  const json = JSON.stringify({ version: VERSION, ...content, token: content.token.reveal() });
  const bytes = Buffer.byteLength(json, "utf8") + 1;
  const [chance = 0] = host.randomBytes(1);
  const blocks = Math.ceil(bytes / BLOCK) + (chance % (MOST_EXTRA_BLOCKS + 1));
  return `${json}${" ".repeat(blocks * BLOCK - bytes)}\n`;
}

export type ParsedContent =
  | { readonly kind: "content"; readonly content: SealedContent }
  | { readonly kind: "too-new" }
  | { readonly kind: "corrupt" };

export function parseSealedContent(document: string): ParsedContent {
  let value: unknown;
  try {
    value = JSON.parse(document);
  } catch {
    return { kind: "corrupt" };
  }
  const { success, output } = v.safeParse(v.looseObject({ version: v.number() }), value);
  if (success && output.version > VERSION) return { kind: "too-new" };
  const result = v.safeParse(schema, value);
  if (!result.success) return { kind: "corrupt" };
  const { version: _, token: sealed, ...rest } = result.output;
  const token = tokenOf(sealed);
  return token === undefined ? { kind: "corrupt" } : { kind: "content", content: { ...rest, token } };
}

/** The member who sealed it may have put any text there. */
function tokenOf(sealed: string): Secret | undefined {
  try {
    return parseToken(sealed);
  } catch {
    return undefined;
  }
}

export type BindingPart = DestinationPart | "profile" | "profileId";

/** How a sealed token differs from the wanted one; empty if it does not. */
export function bindingDifferences(sealed: SealedBinding, wanted: SealedBinding): readonly BindingPart[] {
  return [
    ...(sealed.profile === wanted.profile ? [] : (["profile"] as const)),
    ...(sealed.profileId === wanted.profileId ? [] : (["profileId"] as const)),
    ...destinationDifferences(sealed.destination, wanted.destination),
  ];
}
