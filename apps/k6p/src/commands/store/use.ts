import { defineCommand } from "../../frame/command-definition.ts";
import { text } from "../../frame/parameters.ts";

export const storeUse = defineCommand({
  summary: "Choose the store for new tokens",
  description:
    "Writes the choice into k6p's settings. Tokens that are stored already stay where they are, and a profile that has one goes on using its store; `k6p store migrate` moves them. --store and K6P_STORE count more than the setting.",
  examples: [
    { description: "Keep new tokens in the encrypted file vault", command: "k6p store use file" },
    { description: "Back to the keyring", command: "k6p store use keyring" },
  ],
  args: { store: text({ summary: "keyring or file", label: "STORE", required: true, complete: "store" }) },
  flags: {},
  async run({ engine }, { store }) {
    const { useStore } = await import("@k6p/core/operations/stores/use-store");
    return useStore(engine, store);
  },
  toJson: ({ store, file, elsewhere }) => ({ store, file, elsewhere }),
  render: ({ store, title, file, elsewhere }, style) =>
    [
      `New tokens are kept in ${style.bold(title)} from now on: ${file}`,
      ...(elsewhere.length === 0
        ? []
        : [`  elsewhere  ${elsewhere.join(", ")}`, `Move their tokens, too: k6p store migrate --to ${store} --all`]),
    ].join("\n"),
});
