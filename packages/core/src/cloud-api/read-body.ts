/**
 * The body of an answer as text. Undefined when it is longer than `maxBytes` (counted after decompression); the rest is then not
 * read. Rejects as `fetch` does when the connection breaks or its signal aborts.
 */
export async function readBody(response: Response, maxBytes: number): Promise<string | undefined> {
  if (response.body === null) return "";
  const chunks: AsyncIterable<Uint8Array> = response.body;
  const decoder = new TextDecoder();
  let text = "";
  let count = 0;
  for await (const chunk of chunks) {
    count += chunk.byteLength;
    if (count > maxBytes) return undefined;
    text += decoder.decode(chunk, { stream: true });
  }
  return text + decoder.decode();
}
