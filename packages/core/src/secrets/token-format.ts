import { K6pError } from "../errors/k6p-error.ts";
import { Secret } from "./secret.ts";

const SHORTEST = 8;
/** Leaves 384 bytes of an envelope of 1200 characters (Base64 of JSON) to what the token is bound to. */
export const LONGEST_TOKEN = 512;

/**
 * Takes a token as you typed it or as it was read from a file: white space around it does not count. Throws `TOKEN_INVALID`, which names
 * what is wrong without showing any of the text.
 */
export function parseToken(text: string): Secret {
  const token = text.trim();
  const reason = whyNotToken(token);
  if (reason === undefined) return new Secret(token);
  throw new K6pError("TOKEN_INVALID", {
    message: `This is not a Grafana Cloud k6 token: ${reason}.`,
    remedy: ["Copy only the token: one line, no quotes, and no name or word such as Bearer in front."],
  });
}

/** What people paste by mistake, with the words for it. */
const MISTAKES: readonly { readonly pattern: RegExp; readonly reason: string }[] = [
  { pattern: /[\r\n\u2028\u2029]/, reason: "it has more than one line" },
  {
    pattern: /^(?:export\s+|set\s+)?[A-Za-z_][A-Za-z0-9_]*\s*=\s*[^=\s]/,
    reason: "it looks like NAME=value; give only the value",
  },
  {
    pattern: /^(?:authorization:\s*)?(?:bearer|token)[\s:]/i,
    reason: "it begins with Bearer or Token; give only what follows",
  },
  { pattern: /^https?:|\.grafana\.(?:net|com)(?:[/:]|$)/i, reason: "it looks like the address of a stack" },
  { pattern: /^["'`].*["'`]$/, reason: "it is in quotes" },
];

function whyNotToken(token: string): string | undefined {
  if (token === "") return "it is empty";
  const mistake = MISTAKES.find(({ pattern }) => pattern.test(token));
  if (mistake !== undefined) return mistake.reason;
  if (isTwice(token)) return "it is the same text twice; paste it once";
  const stranger = /[^A-Za-z0-9_+/=.~-]/u.exec(token)?.[0];
  if (stranger !== undefined) return `it contains ${kindOf(stranger)}`;
  if (token.length < SHORTEST) return `it has ${token.length} characters, and a token has at least ${SHORTEST}`;
  if (token.length > LONGEST_TOKEN)
    return `it has ${token.length} characters, and a token has at most ${LONGEST_TOKEN}`;
  return undefined;
}

/** A token that was pasted twice; a real one is random. */
function isTwice(token: string): boolean {
  const half = token.slice(0, token.length / 2);
  return half.length >= SHORTEST && half + half === token && new Set(half).size > 4;
}

function kindOf(character: string): string {
  if (/\s/.test(character)) return "a space";
  if (/\p{C}/u.test(character)) return "an invisible character";
  if (/[^\p{ASCII}]/u.test(character)) return "a character outside ASCII";
  if (/["'`]/.test(character)) return "a quotation mark";
  return "a character that tokens do not have (they have letters, digits and _ + / = . ~ -)";
}
