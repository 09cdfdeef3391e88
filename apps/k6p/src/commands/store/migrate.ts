import { defineCommand } from "../../frame/command-definition.ts";
import { flag, text, words } from "../../frame/parameters.ts";

export const storeMigrate = defineCommand({
  summary: "Move tokens from one store to another",
  description: [
    "Each token is read, stored in the new place, read back there, and only then removed from the old one; whenever it is interrupted, every token is still in one of them. One that cannot be moved stays where it is and does not stop the others; the exit code is then 5.",
    "Profiles that only refer to a token elsewhere are left alone by --all. Named themselves, or by --from, their token is read and kept by k6p from then on.",
  ].join("\n\n"),
  examples: [
    { description: "Move everything into the encrypted file vault", command: "k6p store migrate --to file --all" },
    { description: "See what would be moved", command: "k6p store migrate --to keyring --from file --dry-run" },
    { description: "Two profiles", command: "k6p store migrate prod staging --to keyring" },
  ],
  args: { profiles: words({ summary: "Names of profiles", label: "PROFILE", required: false, complete: "profile" }) },
  flags: {
    to: text({ summary: "Where to: keyring or file", label: "STORE", required: true, complete: "store" }),
    from: text({
      summary: "Only tokens that are there",
      label: "STORE",
      complete: ["keyring", "file", "command", "env", "plain-file"],
    }),
    all: flag({ summary: "The tokens of all profiles" }),
    dryRun: flag({ summary: "Say what would be moved, and change nothing" }),
  },
  async run({ engine }, { profiles, ...request }) {
    const { migrateTokens } = await import("@k6p/core/operations/stores/migrate-tokens");
    return migrateTokens(engine, { ...request, names: profiles });
  },
  toJson: ({ to, tokens }) => ({
    to,
    tokens: tokens.map((token) => ({ ...token, problem: token.problem ?? null })),
  }),
  render({ to, tokens }) {
    if (tokens.length === 0) return "There is no token to move.";
    const count = (...outcomes: readonly string[]): number =>
      tokens.filter(({ outcome }) => outcomes.includes(outcome)).length;
    const parts = [
      [count("moved"), `moved to ${to}`],
      [count("would-move"), `would be moved to ${to}`],
      [count("already-there"), "there already"],
      [count("copied"), "copied, with a copy left in the old place"],
      [count("failed"), "not moved"],
    ] as const;
    const told = parts.filter(([number]) => number > 0).map(([number, what]) => `${number} ${what}`);
    return `${tokens.length === 1 ? "1 token" : `${tokens.length} tokens`}: ${told.join(", ")}.`;
  },
  exitCode: ({ tokens }) => (tokens.some(({ outcome }) => outcome === "failed" || outcome === "copied") ? 5 : 0),
});
