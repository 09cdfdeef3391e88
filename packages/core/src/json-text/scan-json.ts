/** The deepest nesting that k6's JSON reader accepts. */
const DEEPEST = 10_000;

const NUMBER = /-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?/y;
const LITERAL = /true|false|null/y;
const ESCAPE = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y;

/** Why a text is not JSON, and at which offset. */
export class JsonFault extends Error {
  override readonly name = "JsonFault";
  readonly offset: number;

  constructor(offset: number, reason: string) {
    super(reason);
    this.offset = offset;
  }
}

/**
 * The offset after the JSON value that begins at `start`, blanks before it skipped. Accepts exactly what Go's encoding/json accepts,
 * without recursion. Throws `JsonFault`.
 */
export function scanJson(text: string, start: number): number {
  const closers: string[] = [];
  let at = skipBlanks(text, start);
  for (;;) {
    const closer = closerOf(text[at]);
    if (closer === undefined) {
      at = scanScalar(text, at);
    } else {
      closers.push(closer);
      if (closers.length > DEEPEST) throw new JsonFault(at, `it is nested deeper than ${DEEPEST} levels`);
      at = skipBlanks(text, at + 1);
      if (text[at] !== closer) {
        at = toValue(text, at, closer);
        continue;
      }
    }
    at = closeFinished(text, at, closers);
    const enclosing = closers.at(-1);
    if (enclosing === undefined) return at;
    at = toValue(text, scanComma(text, at, enclosing), enclosing);
  }
}

/** The first offset from `at` on that is not blank. */
export function skipBlanks(text: string, at: number): number {
  let next = at;
  while (isBlank(text.charCodeAt(next))) next++;
  return next;
}

function isBlank(code: number): boolean {
  return code === 0x20 || code === 0x0a || code === 0x0d || code === 0x09;
}

function closerOf(opener: string | undefined): string | undefined {
  if (opener === "{") return "}";
  return opener === "[" ? "]" : undefined;
}

/** Leaves every container that ends at `at`, one after the other; stops before anything else. */
function closeFinished(text: string, at: number, closers: string[]): number {
  let next = at;
  while (closers.length > 0) {
    next = skipBlanks(text, next);
    if (text[next] !== closers.at(-1)) break;
    closers.pop();
    next++;
  }
  return next;
}

function scanComma(text: string, at: number, closer: string): number {
  if (text[at] !== ",") throw unexpected(text, at, `"," or "${closer}"`);
  const next = skipBlanks(text, at + 1);
  if (text[next] === closer) throw new JsonFault(at, "it has a comma after the last entry, which JSON does not allow");
  return next;
}

/** The start of the value of the next entry: after the key in an object. */
function toValue(text: string, at: number, closer: string): number {
  if (closer === "]") return at;
  if (text[at] !== '"') throw unexpected(text, at, "a key in double quotes");
  const colon = skipBlanks(text, scanString(text, at));
  if (text[colon] !== ":") throw unexpected(text, colon, '":"');
  return skipBlanks(text, colon + 1);
}

function scanScalar(text: string, at: number): number {
  if (text[at] === '"') return scanString(text, at);
  for (const pattern of [NUMBER, LITERAL]) {
    pattern.lastIndex = at;
    if (pattern.test(text)) return pattern.lastIndex;
  }
  throw unexpected(text, at, "a value");
}

function scanString(text: string, start: number): number {
  let at = start + 1;
  for (;;) {
    const code = text.charCodeAt(at);
    if (code === 0x22) return at + 1;
    if (Number.isNaN(code)) throw new JsonFault(at, "it ends inside a string");
    if (code < 0x20) throw new JsonFault(at, "a string contains a control character or line break");
    if (code !== 0x5c) {
      at++;
      continue;
    }
    ESCAPE.lastIndex = at;
    if (!ESCAPE.test(text)) throw new JsonFault(at, "a string has a backslash that does not begin a JSON escape");
    at = ESCAPE.lastIndex;
  }
}

function unexpected(text: string, at: number, wanted: string): JsonFault {
  const found = text[at];
  if (found === undefined) return new JsonFault(at, `it ends too early; ${wanted} should follow`);
  if (found === "#" || /^\/[/*]/.test(text.slice(at, at + 2))) {
    return new JsonFault(at, "it has a comment, which JSON does not allow");
  }
  const shown = /^[!-~]$/.test(found) ? found : `byte 0x${found.charCodeAt(0).toString(16).padStart(2, "0")}`;
  return new JsonFault(at, `it has ${shown} where ${wanted} should be`);
}
