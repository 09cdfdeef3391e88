import { defineCommand } from "../frame/command-definition.ts";
import { flag, text } from "../frame/parameters.ts";

const DAY_MS = 24 * 60 * 60 * 1000;

export const token = defineCommand({
  summary: "Print the token of a profile, for another program",
  description: [
    "Prints the token and nothing else where standard output is a pipe or a file. On a terminal it prints the token only with --reveal.",
    "With --json it opens no store and prints what is known about the token: where it is, how old it is, and its fingerprint.",
  ].join("\n\n"),
  examples: [
    {
      description: "Call the API yourself",
      command: "k6p token prod | sed 's/^/Authorization: Bearer /' | curl -H @- https://api.k6.io/cloud/v6/projects",
    },
    { description: "How old is it?", command: "k6p token prod --json" },
  ],
  args: {
    name: text({ summary: "Name of the profile; the active one if left out", label: "NAME", complete: "profile" }),
  },
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
