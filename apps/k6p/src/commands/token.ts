import { defineCommand } from "../frame/command-definition.ts";
import { flag } from "../frame/parameters.ts";
import { PROFILE_OR_ACTIVE } from "../flags/profile-arguments.ts";

const DAY_MS = 24 * 60 * 60 * 1000;

export const token = defineCommand({
  summary: "Print the token of a profile for another program",
  description: [
    "Prints only the token if standard output is a pipe or a file. On a terminal, k6p prints the token only with --reveal.",
    "With --json, k6p opens no store and prints facts about the token: its store, its age and its fingerprint.",
  ].join("\n\n"),
  examples: [
    {
      description: "Call the API with the token",
      command: "k6p token prod | sed 's/^/Authorization: Bearer /' | curl -H @- https://api.k6.io/cloud/v6/projects",
    },
    { description: "Print the age and the store of the token", command: "k6p token prod --json" },
  ],
  args: { name: PROFILE_OR_ACTIVE },
  flags: { reveal: flag({ summary: "Print the token even on a terminal" }) },
  verbatim: true,
  async run({ engine, terminal, wantsJson }, { name, reveal }) {
    const { printToken } = await import("@k6p/core/operations/profiles/print-token");
    const printed = await printToken(engine, {
      name,
      reveal,
      toTerminal: terminal.outputIsTerminal,
      want: wantsJson ? "facts" : "token",
    });
    return { ...printed, now: engine.host.clock.now() };
  },
  toJson: ({ profile, source, token: { state, store, readFrom, enteredAt, verifiedAt }, fingerprint, now }) => ({
    profile: profile.name,
    source,
    state,
    store: store ?? null,
    readFrom: readFrom ?? null,
    fingerprint: fingerprint ?? null,
    enteredAt: enteredAt ?? null,
    verifiedAt: verifiedAt ?? null,
    ageDays: enteredAt === undefined ? null : Math.floor((now.getTime() - Date.parse(enteredAt)) / DAY_MS),
  }),
  render: ({ secret }) => secret?.reveal() ?? "",
});
