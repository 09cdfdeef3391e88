import { defineCommand } from "../../frame/command-definition.ts";
import { renderTable } from "../../render/table.ts";

export const storeList = defineCommand({
  summary: "List the places for tokens, and how each one stands",
  description: [
    "k6p keeps tokens in the system's keyring or in an encrypted file vault. The others belong to somebody else, and k6p only reads there what `k6p store refer` has named.",
    "Nothing is unlocked, started or opened for the list. New tokens go to the store with the star: --store names one for a call, K6P_STORE for a shell, `k6p store use` for good, and without any of them it is the keyring, once it is ready.",
  ].join("\n\n"),
  examples: [
    { description: "Where can tokens be?", command: "k6p store list" },
    {
      description: "Is the keyring ready? For a script",
      command: `k6p store list --json | jq -r '.stores[] | select(.id == "keyring").state'`,
    },
  ],
  args: {},
  flags: {},
  async run({ engine }) {
    const { listStores } = await import("@k6p/core/operations/stores/list-stores");
    return listStores(engine);
  },
  toJson: ({ stores, default: preferred }) => ({
    stores: stores.map(({ id, title, readiness, writable, profiles }) => ({
      id,
      title,
      state: readiness.state,
      reason: readiness.state === "ready" ? null : readiness.reason,
      remedy: readiness.state === "ready" ? [] : readiness.remedy,
      writable,
      profiles,
      default: id === preferred?.store,
    })),
    default: preferred === undefined ? null : { store: preferred.store, source: preferred.source ?? null },
  }),
  render({ stores, default: preferred }, style) {
    const rows = stores.map(({ id, title, readiness, writable, profiles }) => [
      id === preferred?.store ? style.green("*") : " ",
      id,
      writable ? (readiness.state === "ready" ? "ready" : style.yellow(readiness.state)) : "read only",
      `${profiles}`,
      title,
    ]);
    const faults = stores.flatMap(({ id, readiness }) =>
      readiness.state === "ready"
        ? []
        : ["", `${id}: ${readiness.reason}`, ...readiness.remedy.map((line) => `  ${line}`)],
    );
    const table = renderTable({ header: ["", "STORE", "STATE", "PROFILES", "WHAT IT IS"], rows }, style);
    return [table, ...faults].join("\n");
  },
});
