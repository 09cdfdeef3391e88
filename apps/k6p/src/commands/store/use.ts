import { defineCommand } from "../../frame/command-definition.ts";
import { text } from "../../frame/parameters.ts";

export const storeUse = defineCommand({
  summary: "Choose the store for new tokens",
  description:
    "Saves the choice in k6p's settings. The flag --store and the variable K6P_STORE take precedence. Existing tokens stay where they are; to move them, use `k6p store migrate`.",
  examples: [
    { description: "Store new tokens in the encrypted file vault", command: "k6p store use file" },
    { description: "Store new tokens in the keyring", command: "k6p store use keyring" },
  ],
  args: {
    store: text({ summary: "Store to use: keyring or file", label: "STORE", required: true, complete: "store" }),
  },
  flags: {},
  async run({ engine }, { store }) {
    const { useStore } = await import("@k6p/core/operations/stores/use-store");
    return useStore(engine, store);
  },
  toJson: ({ store, file, elsewhere }) => ({ store, file, elsewhere }),
  reportsChange: true,
  render: ({ store, title, file, elsewhere }, style) =>
    [
      `New tokens are now stored in ${style.bold(title)} (saved in ${file}).`,
      ...(elsewhere.length === 0
        ? []
        : [
            `  Tokens in other stores: ${elsewhere.join(", ")}`,
            `To move them as well: k6p store migrate --to ${store} --all`,
          ]),
    ].join("\n"),
});
