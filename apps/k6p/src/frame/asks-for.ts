/** Whether a word is among those before the first `--`. */
export function asksFor(word: string, words: readonly string[]): boolean {
  const end = words.indexOf("--");
  return (end === -1 ? words : words.slice(0, end)).includes(word);
}
