import { defineCommand } from "../frame/command-definition.ts";
import { text } from "../frame/parameters.ts";
import { profileJson } from "../render/profile-json.ts";
import { TOKEN_FLAGS, tokenSource } from "../flags/token-flags.ts";

export const login = defineCommand({
  summary: "Enter or replace the token of a profile",
  description:
    "The token is checked like a new profile's. The old one stays until the new one is stored and read back.",
  examples: [
    { description: "Enter a new token for prod", command: "k6p login prod" },
    { description: "Rotate it from a script", command: "k6p login prod --token-file ./new-token" },
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
  render({ profile, record, replaced }, style) {
    const place = record.store === "keyring" ? "the system keyring" : "the encrypted file vault";
    const checked =
      record.verifiedAt === undefined ? "It was not checked with Grafana Cloud." : "Grafana Cloud accepts it.";
    return `${replaced ? "Replaced" : "Stored"} the token of profile ${style.bold(profile.name)} in ${place}. ${checked}\nIf k6 uses the profile now, give it the new token: k6p use ${profile.name}`;
  },
});
