import { EXIT } from "@k6p/core/errors/error-codes";
import { defineCommand } from "../../frame/command-definition.ts";
import { flag, text, words } from "../../frame/parameters.ts";
import { DRY_RUN } from "../../flags/dry-run.ts";

export const storeMigrate = defineCommand({
  summary: "Move tokens to another store",
  description: [
    "Writes each token to the new store, reads it back and only then removes it from the old one. If the command is interrupted, every token is still in one of the stores. A token that cannot be moved stays where it is, and k6p continues with the others and exits with 5.",
    "With --all, k6p skips profiles that read their token from elsewhere. If you name such a profile or pass --from, k6p reads the token once and stores it.",
  ].join("\n\n"),
  examples: [
    { description: "Move all tokens to the encrypted file vault", command: "k6p store migrate --to file --all" },
    { description: "Move the tokens of two profiles", command: "k6p store migrate prod staging --to keyring" },
    { description: "Show what would be moved", command: "k6p store migrate --to keyring --from file --dry-run" },
  ],
  args: { profiles: words({ summary: "Names of profiles", label: "PROFILE", required: false, complete: "profile" }) },
  flags: {
    to: text({ summary: "Store to move to: keyring or file", label: "STORE", required: true, complete: "store" }),
    from: text({
      summary: "Only move tokens from this store",
      label: "STORE",
      complete: ["keyring", "file", "command", "env", "plain-file"],
    }),
    all: flag({ summary: "Move the tokens of all profiles" }),
    dryRun: DRY_RUN,
  },
  async run({ engine }, { profiles, ...request }) {
    const { migrateTokens } = await import("@k6p/core/operations/stores/migrate-tokens");
    return migrateTokens(engine, { ...request, names: profiles });
  },
  toJson: ({ to, tokens }) => ({
    to,
    tokens: tokens.map((token) => ({ ...token, problem: token.problem ?? null })),
  }),
  reportsChange: true,
  render({ to, tokens }) {
    if (tokens.length === 0) return "No tokens to move.";
    const count = (...outcomes: readonly string[]): number =>
      tokens.filter(({ outcome }) => outcomes.includes(outcome)).length;
    const parts = [
      [count("moved"), `moved to ${to}`],
      [count("would-move"), `would be moved to ${to}`],
      [count("already-there"), "already there"],
      [count("copied"), "copied but not removed from the old store"],
      [count("failed"), "not moved"],
    ] as const;
    const counts = parts.filter(([number]) => number > 0).map(([number, what]) => `${number} ${what}`);
    return `${tokens.length === 1 ? "1 token" : `${tokens.length} tokens`}: ${counts.join(", ")}.`;
  },
  exitCode: ({ tokens }) =>
    tokens.some(({ outcome }) => outcome === "failed" || outcome === "copied") ? EXIT.secretStore : EXIT.success,
});
