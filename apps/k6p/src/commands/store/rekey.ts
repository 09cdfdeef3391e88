import { defineCommand } from "../../frame/command-definition.ts";
import { flag } from "../../frame/parameters.ts";

const WAYS = {
  plain: "a file that only you can read",
  passphrase: "a file that your passphrase wraps",
  keyring: "the system keyring",
} as const;

export const storeRekey = defineCommand({
  summary: "Give the file vault a new key, and choose how the key is kept",
  description: [
    "Makes a new key, encrypts every token in the vault anew and removes the former key. Without a flag the new key is kept as the former one was; where a passphrase wraps it, a new passphrase is asked for.",
    "Everything is written and read back beside the vault before it takes the vault's place. Whenever the command is interrupted, every token can still be read, and the next change in the vault clears away what is left.",
  ].join("\n\n"),
  examples: [
    { description: "Wrap the key by a passphrase, or change the passphrase", command: "k6p store rekey --passphrase" },
    { description: "Keep the key in the system keyring", command: "k6p store rekey --keyring" },
    { description: "See whether all would go well", command: "k6p store rekey --dry-run" },
  ],
  args: {},
  flags: {
    passphrase: flag({
      summary: "Wrap the key by a passphrase, which is asked for when a token is needed",
      exclusive: ["keyring", "plain"],
    }),
    keyring: flag({ summary: "Keep the key in the system keyring", exclusive: ["passphrase", "plain"] }),
    plain: flag({ summary: "Keep the key in a file that only you can read", exclusive: ["passphrase", "keyring"] }),
    dryRun: flag({ summary: "Say what would be done, and change nothing" }),
  },
  async run({ engine }, { passphrase, keyring, plain, dryRun }) {
    const { rekeyVault } = await import("@k6p/core/operations/stores/rekey-vault");
    const keeping = passphrase ? "passphrase" : keyring ? "keyring" : plain ? "plain" : undefined;
    return rekeyVault(engine, { keeping, dryRun });
  },
  toJson: ({ former, ...result }) => ({ former: former ?? null, ...result }),
  render({ former, keeping, secrets, leftovers, dryRun }, style) {
    const count = secrets === 1 ? "1 token" : `${secrets} tokens`;
    const before = former === undefined || former === keeping ? "" : `, no longer in ${WAYS[former]}`;
    const place = `in ${style.bold(WAYS[keeping])}${before}`;
    if (dryRun)
      return `The vault would get a new key, kept ${place}, and ${count} would be encrypted anew. Nothing was changed.`;
    const isFirst = former === undefined;
    return [
      isFirst ? `The vault has a key, kept ${place}.` : `The vault has a new key, kept ${place}. It opens ${count}.`,
      ...(isFirst
        ? []
        : [
            "  The tokens themselves are the same: a new key revokes none of them.",
            "  Older copies of the vault, such as backups, still open by the former key. Do not keep that key.",
          ]),
      ...leftovers.map((leftover) => `  Left over: ${leftover}`),
    ].join("\n");
  },
});
