import { defineCommand } from "../../frame/command-definition.ts";
import { choice, flag, list, text, words } from "../../frame/parameters.ts";

export const profileExport = defineCommand({
  summary: "Write the definitions of profiles to a file",
  description: [
    "Prints the definitions as YAML or JSON, in the form of a team file. Tokens are left out, unless you pass --with-tokens: then the whole text is encrypted with age, for public keys or with a passphrase.",
    "Read an export with `k6p profile import --from FILE`, and an encrypted one also with `age --decrypt`.",
  ].join("\n\n"),
  examples: [
    { description: "Write all definitions to a file", command: "k6p profile export --all --output profiles.yaml" },
    {
      description: "Take two profiles with their tokens to another machine",
      command: "k6p profile export prod staging --with-tokens --passphrase --output profiles.age",
    },
    {
      description: "Encrypt for an age key",
      command: "k6p profile export --tag eu --with-tokens --recipient age1… --output profiles.age",
    },
  ],
  args: {
    profiles: words({
      summary: "Names, lists such as prod,staging, and patterns such as 'team-*'",
      label: "PROFILE",
      required: false,
      complete: "profile",
    }),
  },
  flags: {
    tag: text({ summary: "Export the profiles with this tag", label: "TAG", complete: "tag" }),
    all: flag({ summary: "Export all profiles" }),
    format: choice({ summary: "Form of the text; yaml by default", options: ["yaml", "json"], label: "FORMAT" }),
    output: text({
      summary: "Create this file instead of printing the text",
      short: "o",
      label: "FILE",
      complete: "files",
    }),
    withTokens: flag({ summary: "Export the tokens as well; needs --recipient or --passphrase" }),
    recipient: list({
      summary: "Encrypt for this age public key; can be repeated",
      label: "KEY",
      exclusive: ["passphrase"],
      dependsOn: ["withTokens"],
    }),
    passphrase: flag({ summary: "Encrypt with a passphrase that k6p asks for", dependsOn: ["withTokens"] }),
  },
  async run({ engine }, { profiles, format = "yaml", recipient, ...request }) {
    const { exportProfiles } = await import("@k6p/core/operations/transfer/export-profiles");
    return exportProfiles(engine, { ...request, names: profiles, format, recipients: recipient });
  },
  toJson: ({ profiles, file, encrypted, text: content }) => ({ profiles, file: file ?? null, encrypted, content }),
  verbatim: true,
  render: ({ profiles, file, encrypted, text: content }) =>
    file === undefined
      ? content
      : `Exported ${profiles.length === 1 ? `profile ${profiles.join("")}` : `${profiles.length} profiles`} ${encrypted ? "with tokens, encrypted," : "without tokens"} to ${file}`,
});
