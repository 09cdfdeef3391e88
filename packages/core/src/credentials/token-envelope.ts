import { Secret } from "../secrets/secret.ts";
import { type Destination, destinationDifferences, type DestinationPart } from "./destination.ts";

const PREFIX = "k6p1.";

/** What a secret store keeps for a profile: the token and everything it may be used for. */
export interface TokenEnvelope {
  readonly profileId: string;
  readonly destination: Destination;
  readonly token: Secret;
}

export type OpenedEnvelope =
  | { readonly kind: "opened"; readonly token: Secret }
  /** It belongs to another profile or destination; `parts` names in what it differs. */
  | { readonly kind: "mismatch"; readonly parts: readonly (DestinationPart | "profile")[] }
  /** The text is not an envelope. */
  | { readonly kind: "corrupt" };

/** Wraps a token with its binding into one line of ASCII. */
export function wrapToken({ profileId, destination, token }: TokenEnvelope): Secret {
  const content = JSON.stringify({ ...destination, profile: profileId, token: token.reveal() });
  return new Secret(PREFIX + Buffer.from(content, "utf8").toString("base64url"));
}

/** Returns the token only for the profile and destination it was wrapped for. */
export function unwrapToken(sealed: Secret, wanted: Omit<TokenEnvelope, "token">): OpenedEnvelope {
  const content = decode(sealed.reveal());
  if (content === undefined) return { kind: "corrupt" };
  const { profile, token, ...destination } = content;
  const parts = destinationDifferences(destination, wanted.destination);
  if (profile !== wanted.profileId) return { kind: "mismatch", parts: ["profile", ...parts] };
  return parts.length > 0 ? { kind: "mismatch", parts } : { kind: "opened", token: new Secret(token) };
}

type Content = Destination & { readonly profile: string; readonly token: string };

function decode(text: string): Content | undefined {
  if (!text.startsWith(PREFIX)) return undefined;
  try {
    const content: unknown = JSON.parse(Buffer.from(text.slice(PREFIX.length), "base64url").toString("utf8"));
    return isContent(content) ? content : undefined;
  } catch {
    return undefined;
  }
}

function isContent(value: unknown): value is Content {
  if (typeof value !== "object" || value === null) return false;
  const texts = ["profile", "token", "api", "ingest"];
  return texts.every((key) => typeof Reflect.get(value, key) === "string");
}
