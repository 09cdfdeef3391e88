/** The forms in which the middle of a token can be somewhere, by their names: as it is, and as programs encode texts. */
function tokenTraces(token: string): ReadonlyMap<string, string> {
  // The ends may be seen: a masked token shows four characters of each.
  const middle = token.slice(8, -8);
  const bytes = Buffer.from(middle);
  return new Map([
    ["as it is", middle],
    ["URL-encoded", encodeURIComponent(middle)],
    ["as JSON", JSON.stringify(middle).slice(1, -1)],
    ["in hexadecimal", bytes.toString("hex")],
    ["backwards", [...middle].toReversed().join("")],
    ["in UTF-16", bytes.toString("latin1").split("").join("\0")],
    ...[0, 1, 2].map((offset) => [`in Base64 (offset ${offset})`, base64Within(bytes, offset)] as const),
  ]);
}

/** How a text shows a token, if it does; it may have been encoded twice. */
export function traceIn(text: string, token: string): string | undefined {
  const plain = text
    .replaceAll("-", "+")
    .replaceAll("_", "/")
    .replaceAll(/[\r\n]/g, "");
  for (const [form, trace] of tokenTraces(token)) {
    const places = form.startsWith("in Base64") ? [plain] : form === "in hexadecimal" ? [text.toLowerCase()] : [text];
    if (places.some((place) => place.includes(trace))) return form;
  }
  return undefined;
}

/** The part of the Base64 text that depends on these bytes alone, when others stand before and behind them. */
function base64Within(bytes: Uint8Array, offset: number): string {
  const text = Buffer.concat([Buffer.alloc(offset), bytes]).toString("base64");
  return text.slice(offset === 0 ? 0 : 4, -4);
}
