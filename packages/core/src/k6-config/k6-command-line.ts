/** The option by which a k6 command line (program first) names a configuration file of its own; undefined when it names none. */
export function configFlagOf([, ...words]: readonly string[]): "--config" | "-c" | undefined {
  for (const word of words) {
    if (word === "--") return undefined;
    if (word === "--config" || word.startsWith("--config=")) return "--config";
    if (/^-[a-z]*c(=.*)?$/.test(word) && !word.startsWith("--")) return "-c";
  }
  return undefined;
}

/** What the stack of a profile does not reach in a k6 command line (program first). */
export function commandWarnings([, ...words]: readonly string[]): readonly string[] {
  return sendsToCloudOutput(words)
    ? [
        "`k6 run -o cloud` sends no stack ID: Grafana Cloud takes the stack of the token. `k6 cloud run --local-execution` sends it.",
      ]
    : [];
}

function sendsToCloudOutput(words: readonly string[]): boolean {
  if (words[0] !== "run") return false;
  return words.some((word, index) => {
    if (/^(--out=|-o=?)cloud(=|$)/.test(word)) return true;
    return /^cloud(=|$)/.test(word) && (words[index - 1] === "-o" || words[index - 1] === "--out");
  });
}
