/** The text of a JSON string; `source` is its source with the quotes, one character a byte. Broken UTF-8 and lone surrogates become U+FFFD, as in Go. */
export function decodeJsonString(source: string): string {
  if (/^"[ !#-[\]-~]*"$/.test(source)) return source.slice(1, -1);
  const decoded: unknown = JSON.parse(Buffer.from(source, "latin1").toString("utf8"));
  return String(decoded).toWellFormed();
}

/** The source of a JSON string, one character a byte of its UTF-8. */
export function encodeJsonString(text: string): string {
  return Buffer.from(JSON.stringify(text), "utf8").toString("latin1");
}
