import { defineCommand } from "../../frame/command-definition.ts";
import { flag } from "../../frame/parameters.ts";
import { DRY_RUN } from "../../flags/dry-run.ts";

const WAYS = {
  plain: "a file readable only by you",
  passphrase: "a file encrypted with your passphrase",
  keyring: "the system keyring",
} as const;

export const storeRekey = defineCommand({
  summary: "Replace the key of the file vault",
  description: [
    "Creates a new key, encrypts every token in the vault with it and removes the previous key. Without a flag, the new key is stored like the previous one. If that is encrypted with a passphrase, k6p asks for a new passphrase.",
    "k6p writes and checks the new vault before it replaces the old one. If the command is interrupted, every token can still be read, and the next change to the vault removes leftover files.",
  ].join("\n\n"),
  examples: [
    { description: "Protect the key with a passphrase, or change it", command: "k6p store rekey --passphrase" },
    { description: "Store the key in the system keyring", command: "k6p store rekey --keyring" },
    { description: "Check whether the command would succeed", command: "k6p store rekey --dry-run" },
  ],
  args: {},
  flags: {
    passphrase: flag({
      summary: "Encrypt the key with a passphrase; k6p asks for it when it needs a token",
      exclusive: ["keyring", "plain"],
    }),
    keyring: flag({ summary: "Store the key in the system keyring", exclusive: ["passphrase", "plain"] }),
    plain: flag({ summary: "Store the key in a file readable only by you", exclusive: ["passphrase", "keyring"] }),
    dryRun: DRY_RUN,
  },
  async run({ engine }, { passphrase, keyring, plain, dryRun }) {
    const { rekeyVault } = await import("@k6p/core/operations/stores/rekey-vault");
    const keeping = passphrase ? "passphrase" : keyring ? "keyring" : plain ? "plain" : undefined;
    return rekeyVault(engine, { keeping, dryRun });
  },
  toJson: ({ previous, secrets, ...result }) => ({ previousKeeping: previous ?? null, tokenCount: secrets, ...result }),
  reportsChange: true,
  render({ previous, keeping, secrets, leftovers, dryRun }, style) {
    const count = secrets === 1 ? "1 token" : `${secrets} tokens`;
    const before = previous === undefined || previous === keeping ? "" : ` (previously ${WAYS[previous]})`;
    const place = `${style.bold(WAYS[keeping])}${before}`;
    if (dryRun)
      return `Would create a new vault key, store it in ${place} and encrypt ${count} with it. Nothing was changed.`;
    const isFirst = previous === undefined;
    return [
      `Created ${isFirst ? "a vault key" : "a new vault key"} and stored it in ${place}.`,
      ...(isFirst
        ? []
        : [
            `  Encrypted ${count} with it. The tokens themselves are unchanged and still valid.`,
            "  Old copies of the vault, such as backups, can still be decrypted with the previous key. Delete copies of that key.",
          ]),
      ...leftovers.map((leftover) => `  Could not remove: ${leftover}`),
    ].join("\n");
  },
});
