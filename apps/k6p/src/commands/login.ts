import { defineCommand } from "../frame/command-definition.ts";
import { text } from "../frame/parameters.ts";
import { profileJson } from "../render/profile-json.ts";
import { TOKEN_FLAGS, tokenSource } from "../flags/token-flags.ts";
import { storeTitle } from "../render/store-title.ts";

export const login = defineCommand({
  summary: "Enter or replace the token of a profile",
  description:
    "Asks for the token without showing it, checks it with Grafana Cloud and stores it. The previous token is removed only after the new one is stored and read back.",
  examples: [
    { description: "Enter a new token for prod", command: "k6p login prod" },
    { description: "Read the token from a file", command: "k6p login prod --token-file ./new-token" },
    {
      description: "Read the token from a password manager",
      command: "pass show k6/prod | k6p login prod --token-stdin",
    },
  ],
  args: { name: text({ summary: "Name of the profile", label: "NAME", required: true, complete: "profile" }) },
  flags: TOKEN_FLAGS,
  async run(context, { name, store, verify, tokenStdin, tokenFile }) {
    const { logIn } = await import("@k6p/core/operations/login/log-in");
    const token = tokenSource(context, { tokenStdin, tokenFile });
    return logIn(context.engine, { name, store, token, verify: verify !== false });
  },
  toJson: ({ profile, origin, record, file, replaced }) => ({
    ...profileJson({ profile, origin, file, token: { state: "stored", ...record } }),
    replaced,
  }),
  reportsChange: true,
  render({ profile, record, replaced }, style) {
    const checked =
      record.verifiedAt === undefined ? "It was not checked with Grafana Cloud." : "Grafana Cloud accepted it.";
    return [
      `${replaced ? "Replaced" : "Stored"} the token of profile ${style.bold(profile.name)} in ${storeTitle(record.store)}. ${checked}`,
      `To make k6 use the new token: k6p use ${profile.name}`,
    ].join("\n");
  },
});
