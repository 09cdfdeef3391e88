import { K6pError } from "../errors/k6p-error.ts";
import { Secret } from "./secret.ts";

const SHORTEST = 8;
/** Leaves 384 bytes of an envelope of 1200 characters (Base64 of JSON) to what the token is bound to. */
const LONGEST = 512;

/**
 * Takes a token as it was typed or read from a file: white space around it does not count. Throws `TOKEN_INVALID`, which tells
 * what is wrong without showing any of the text.
 */
export function parseToken(text: string): Secret {
  const token = text.trim();
  const fault = faultOf(token);
  if (fault === undefined) return new Secret(token);
  throw new K6pError("TOKEN_INVALID", {
    message: `This is not a Grafana Cloud k6 token: ${fault}.`,
    remedy: ["Copy the token alone, in one line, without quotes and without a word such as Bearer before it."],
  });
}

function faultOf(token: string): string | undefined {
  if (token === "") return "it is empty";
  const stranger = /[^A-Za-z0-9_+/=.~-]/u.exec(token)?.[0];
  if (stranger !== undefined) return `it contains ${kindOf(stranger)}`;
  if (token.length < SHORTEST) return `it has ${token.length} characters, and a token has at least ${SHORTEST}`;
  if (token.length > LONGEST) return `it has ${token.length} characters, and a token has at most ${LONGEST}`;
  return undefined;
}

function kindOf(character: string): string {
  if (/[\r\n\u2028\u2029]/.test(character)) return "a line break";
  if (/\s/.test(character)) return "a space";
  if (/\p{C}/u.test(character)) return "an invisible character";
  if (/[^\p{ASCII}]/u.test(character)) return "a character outside ASCII";
  if (/["'`]/.test(character)) return "a quotation mark";
  return "a punctuation mark that no token has (allowed are _ + / = . ~ -)";
}
