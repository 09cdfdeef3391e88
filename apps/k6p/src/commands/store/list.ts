import { defineCommand } from "../../frame/command-definition.ts";
import { renderTable } from "../../render/table.ts";

export const storeList = defineCommand({
  summary: "List the secret stores and their state",
  description: [
    "k6p stores tokens in the system keyring or in an encrypted file vault. From the other stores it only reads tokens that you pointed a profile to with `k6p store refer`.",
    "An asterisk marks the store for new tokens. You can choose it for one command with --store, for a shell with K6P_STORE and permanently with `k6p store use`. The default is the keyring if it is ready. The command unlocks, starts and opens nothing.",
  ].join("\n\n"),
  examples: [
    { description: "List the stores", command: "k6p store list" },
    {
      description: "Check in a script whether the keyring is ready",
      command: `k6p store list --json | jq -r '.stores[] | select(.store == "keyring").state'`,
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
      store: id,
      title,
      state: readiness.state,
      reason: readiness.state === "ready" ? null : readiness.reason,
      remedy: readiness.state === "ready" ? [] : readiness.remedy,
      writable,
      profileCount: profiles,
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
    const table = renderTable({ header: ["", "STORE", "STATE", "PROFILES", "DESCRIPTION"], rows }, style);
    return [table, ...faults].join("\n");
  },
});
