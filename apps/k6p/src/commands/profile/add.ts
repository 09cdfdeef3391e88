import { defineCommand } from "../../frame/command-definition.ts";
import { list, text } from "../../frame/parameters.ts";
import { PROFILE_FLAGS, protectionOf } from "../../flags/profile-flags.ts";
import { profileJson } from "../../render/profile-json.ts";
import { TOKEN_FLAGS, tokenSource } from "../../flags/token-flags.ts";
import { storeTitle } from "../../render/store-title.ts";

export const profileAdd = defineCommand({
  summary: "Add a profile for a stack and its token",
  description: [
    "Asks for the token without showing it, and in a terminal for whatever else is missing, checks it with Grafana Cloud, looks up the stack's ID and default project, and stores the token in the secret store. If Grafana Cloud rejects the token, k6p saves nothing.",
    "A private server without stacks has only an ingest host: name it with --host, and omit --stack. Its token is not checked.",
    "The definition of the profile is a small JSON file without the token. You can edit and share it.",
  ].join("\n\n"),
  examples: [
    { description: "Add a profile for the stack acme.grafana.net", command: "k6p profile add prod --stack acme" },
    {
      description: "Read the token from a password manager",
      command: "pass show k6/prod | k6p profile add prod --stack acme --token-stdin",
    },
    {
      description: "Store the token in the encrypted file vault instead of the keyring",
      command: "k6p profile add prod --stack acme --store file",
    },
    {
      description: "Add a profile for a private server without stacks",
      command: "k6p profile add lab --host http://localhost:18080",
    },
    {
      description: "Add a profile without network access",
      command: "k6p profile add prod --stack acme --no-verify --stack-id 12345",
    },
  ],
  args: { name: text({ summary: "Name of the new profile; k6p asks for it if omitted", label: "NAME" }) },
  flags: {
    stack: text({ summary: "Slug, host or URL of the stack; k6p asks for it if omitted", short: "s", label: "STACK" }),
    ...PROFILE_FLAGS,
    tag: list({ summary: "Add a tag to group profiles by; can be repeated", label: "TAG", complete: "tag" }),
    ...TOKEN_FLAGS,
  },
  async run(context, { tokenStdin, tokenFile, tag, verify, protectedChange, ...input }) {
    const { addProfile } = await import("@k6p/core/operations/profiles/add-profile");
    const token = tokenSource(context, { tokenStdin, tokenFile });
    return addProfile(context.engine, {
      ...input,
      protected: protectionOf({ ...input, protectedChange }),
      tags: tag,
      token,
      verify: verify !== false,
    });
  },
  toJson: ({ profile, record, file }) =>
    profileJson({ profile, origin: "user", file, token: { state: "stored", ...record } }),
  reportsChange: true,
  render({ profile, record, file }, style) {
    return [
      `Added profile ${style.bold(profile.name)}: ${file}`,
      `  ${profile.stackUrl === undefined ? `host     ${profile.host ?? ""}` : `stack    ${profile.stackUrl} (ID ${profile.stackId ?? "unknown"})`}`,
      `  project  ${profile.defaultProjectId ?? "none"}`,
      `  token    stored in ${storeTitle(record.store)}, ${record.verifiedAt === undefined ? "not checked with" : "accepted by"} Grafana Cloud`,
      `To make k6 use it: k6p use ${profile.name}`,
    ].join("\n");
  },
});
