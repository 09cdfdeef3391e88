import type { PreviousToken } from "@k6p/core/operations/profiles/rotate-token";
import { defineCommand } from "../../frame/command-definition.ts";
import { text } from "../../frame/parameters.ts";
import { effectNotices } from "../../render/effect-here.ts";
import { TOKEN_FLAGS, tokenSource } from "../../flags/token-flags.ts";
import { storeTitle } from "../../render/store-title.ts";

export const profileRotate = defineCommand({
  summary: "Replace the token of a profile everywhere k6p put it",
  description: [
    "Prints where to create the new token, asks for it without showing it, checks it for the same stack, and puts it in the place of the previous one: in its secret store, in k6's file, and in the private files of running shells and commands. The previous token is removed only after the new one is stored and read back.",
    "Then k6p checks whether the previous token still works, and lists where it still is. You revoke it in Grafana Cloud.",
  ].join("\n\n"),
  examples: [
    { description: "Enter a new token for prod", command: "k6p rotate prod" },
    {
      description: "Read the new token from a password manager",
      command: "pass show k6/prod | k6p rotate prod --token-stdin",
    },
  ],
  args: { name: text({ summary: "Name of the profile", label: "NAME", required: true, complete: "profile" }) },
  flags: TOKEN_FLAGS,
  async run(context, { name, store, verify, tokenStdin, tokenFile }) {
    const { rotateToken } = await import("@k6p/core/operations/profiles/rotate-token");
    const token = tokenSource(context, { tokenStdin, tokenFile });
    const rotated = await rotateToken(context.engine, { name, store, token, verify: verify !== false });
    const notices = rotated.used === undefined ? [] : effectNotices(rotated.used);
    for (const notice of notices) context.engine.notify(notice);
    return rotated;
  },
  toJson: ({ profile, record, previous, used, renewedFiles, copiesLeft }) => ({
    profile: profile.name,
    store: record.store,
    verifiedAt: record.verifiedAt ?? null,
    previousToken: previous,
    k6File: used?.file.path ?? null,
    renewedFiles,
    copiesLeft,
  }),
  reportsChange: true,
  render({ profile, record, previous, tokenPage, used, renewedFiles, copiesLeft }, style) {
    const checked =
      record.verifiedAt === undefined ? "It was not checked with Grafana Cloud." : "Grafana Cloud accepted it.";
    return [
      `Replaced the token of profile ${style.bold(profile.name)} in ${storeTitle(record.store)}. ${checked}`,
      ...(used === undefined ? [] : [`  Also replaced in ${used.file.path}.`]),
      ...renewedFiles.map((path) => `  Also replaced in ${path}, for a running shell or command.`),
      ...copiesLeft.map((place) => `  The previous token is still in ${place}.`),
      SENTENCES[previous],
      ...(previous === "revoked" || tokenPage === undefined ? [] : [`  Revoke it: ${tokenPage}`]),
    ].join("\n");
  },
});

const SENTENCES: Readonly<Record<PreviousToken, string>> = {
  works: "The previous token still works in Grafana Cloud.",
  revoked: "The previous token no longer works in Grafana Cloud.",
  unknown: "k6p could not check whether the previous token still works.",
};
