import { defineCommand } from "../frame/command-definition.ts";
import { text } from "../frame/parameters.ts";
import { profileJson } from "../render/profile-json.ts";
import { effectNotices } from "../render/effect-here.ts";
import { TOKEN_FLAGS, tokenSource } from "../flags/token-flags.ts";
import { storeTitle } from "../render/store-title.ts";

export const login = defineCommand({
  summary: "Enter the token of a new or existing profile",
  description: [
    "Prints where to create a token, asks for it without showing it, checks it with Grafana Cloud and stores it. A new name makes a new profile: its stack ID and default project are looked up. In a terminal, k6p asks for whatever is missing.",
    "The previous token of a profile is removed only after the new one is stored and read back. If k6's file contains it, k6p writes the new one there as well.",
  ].join("\n\n"),
  examples: [
    { description: "Add a profile for the stack acme.grafana.net", command: "k6p login prod --stack acme" },
    { description: "Replace the token of prod", command: "k6p login prod" },
    { description: "Read the token from a file", command: "k6p login prod --token-file ./new-token" },
    {
      description: "Read the token from a password manager",
      command: "pass show k6/prod | k6p login prod --token-stdin",
    },
  ],
  args: {
    name: text({ summary: "Name of the profile; k6p asks for it if omitted", label: "NAME", complete: "profile" }),
  },
  flags: {
    stack: text({ summary: "Slug, host or URL of the stack of a new profile", short: "s", label: "STACK" }),
    ...TOKEN_FLAGS,
  },
  async run(context, { name, stack, store, verify, tokenStdin, tokenFile }) {
    const { logIn } = await import("@k6p/core/operations/profiles/log-in");
    const token = tokenSource(context, { tokenStdin, tokenFile });
    const loggedIn = await logIn(context.engine, { name, stack, store, token, verify: verify !== false });
    const notices = loggedIn.used === undefined ? [] : effectNotices(loggedIn.used);
    for (const notice of notices) context.engine.notify(notice);
    return loggedIn;
  },
  toJson: ({ profile, origin, record, file, added, replaced, used }) => ({
    ...profileJson({ profile, origin, file, token: { state: "stored", ...record } }),
    added,
    replaced,
    k6File: used?.file.path ?? null,
  }),
  reportsChange: true,
  render({ profile, record, file, added, replaced, used }, style) {
    const name = style.bold(profile.name);
    const checked =
      record.verifiedAt === undefined ? "It was not checked with Grafana Cloud." : "Grafana Cloud accepted it.";
    const store = storeTitle(record.store);
    return [
      ...(added
        ? [
            `Added profile ${name}: ${file}`,
            `  stack    ${profile.stackUrl ?? ""} (ID ${profile.stackId ?? "unknown"})`,
            `  project  ${profile.defaultProjectId ?? "none"}`,
          ]
        : []),
      `${replaced ? "Replaced" : "Stored"} the token of profile ${name} in ${store}. ${checked}`,
      used === undefined
        ? `To make k6 use ${added ? "it" : "the new token"}: k6p use ${profile.name}`
        : `Wrote it to ${used.file.path}.`,
    ].join("\n");
  },
});
