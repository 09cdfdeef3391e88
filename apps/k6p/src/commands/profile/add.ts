import { defineCommand } from "../../frame/command-definition.ts";
import { list, text } from "../../frame/parameters.ts";
import { PROFILE_FLAGS } from "../../flags/profile-flags.ts";
import { profileJson } from "../../render/profile-json.ts";
import { TOKEN_FLAGS, tokenSource } from "../../flags/token-flags.ts";

export const profileAdd = defineCommand({
  summary: "Add a profile: a name for a stack and the token to use there",
  description: [
    "Asks for the token without showing it, checks it with Grafana Cloud, fills in the stack's ID and default project, and keeps the token in the secret store. Nothing is kept when the token is not accepted.",
    "The definition, without the token, is a small JSON file that may be edited by hand and shared.",
  ].join("\n\n"),
  examples: [
    { description: "Add the stack acme.grafana.net under the name prod", command: "k6p profile add prod --stack acme" },
    {
      description: "Take the token from a password manager",
      command: "pass show k6/prod | k6p profile add prod --stack acme --token-stdin",
    },
    {
      description: "Keep the token in an encrypted file instead of the keyring",
      command: "k6p profile add prod --stack acme --store file",
    },
    { description: "Without a network", command: "k6p profile add prod --stack acme --no-verify --stack-id 12345" },
  ],
  args: { name: text({ summary: "Name of the new profile", label: "NAME", required: true }) },
  flags: {
    stack: text({ summary: "The stack: its slug, host or URL", short: "s", label: "STACK", required: true }),
    ...PROFILE_FLAGS,
    tag: list({ summary: "A word to group profiles by; may be repeated", label: "TAG", complete: "tag" }),
    ...TOKEN_FLAGS,
  },
  async run(context, { tokenStdin, tokenFile, tag, verify, ...input }) {
    const { addProfile } = await import("@k6p/core/operations/profiles/add-profile");
    const token = tokenSource(context, { tokenStdin, tokenFile });
    return addProfile(context.engine, { ...input, tags: tag, token, verify: verify !== false });
  },
  toJson: ({ profile, record, file }) =>
    profileJson({ profile, origin: "user", file, token: { state: "stored", ...record } }),
  render({ profile, record, file }, style) {
    return [
      `Added profile ${style.bold(profile.name)}: ${file}`,
      `  stack    ${profile.stackUrl ?? ""} (ID ${profile.stackId ?? "unknown"})`,
      `  project  ${profile.defaultProjectId ?? "none"}`,
      `  token    kept in ${record.store === "keyring" ? "the system keyring" : "the encrypted file vault"}${record.verifiedAt === undefined ? ", not checked with Grafana Cloud" : ", accepted by Grafana Cloud"}`,
      `Make k6 use it: k6p use ${profile.name}`,
    ].join("\n");
  },
});
