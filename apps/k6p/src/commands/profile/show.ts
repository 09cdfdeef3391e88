import { defineCommand } from "../../command-definition.ts";
import { flag, text } from "../../parameters.ts";
import { renderFields } from "../../render/fields.ts";
import { profileJson } from "../../render/profile-json.ts";
import { relativeAge } from "../../render/relative-age.ts";
import { tokenPlace } from "../../render/token-place.ts";

const SOURCES = {
  argument: "named",
  K6P_PROFILE: "from K6P_PROFILE",
  binding: "bound to this folder",
  active: "active",
  picked: "picked",
} as const;

export const profileShow = defineCommand({
  summary: "Show everything about a profile",
  description: "The token is shown only with --reveal, and only then is its store opened.",
  examples: [
    { description: "The profile prod", command: "k6p profile show prod" },
    { description: "The active one", command: "k6p profile show" },
    {
      description: "Its token, for another tool",
      command: "k6p profile show prod --reveal --json | jq -r .token.value",
    },
  ],
  args: {
    name: text({ summary: "Name of the profile; the active one if left out", label: "NAME", complete: "profile" }),
  },
  flags: { reveal: flag({ summary: "Read the token from its store and show it" }) },
  async run({ engine }, { name, reveal }) {
    const { showProfile } = await import("@k6p/core/operations/show-profile");
    const shown = await showProfile(engine, { name, withToken: reveal });
    return { ...shown, now: engine.host.clock.now() };
  },
  toJson({ source, destination, secret, ...described }) {
    const { token, ...rest } = profileJson(described);
    return {
      ...rest,
      source,
      destination,
      token: { ...token, ...(secret === undefined ? {} : { value: secret.reveal() }) },
    };
  },
  render({ profile, token, file, source, destination, secret, now }, style) {
    const verb = token.readFrom === undefined ? "entered" : "first read";
    const age = token.enteredAt === undefined ? "" : `, ${verb} ${relativeAge(token.enteredAt, now)} ago`;
    return renderFields(
      [
        ["name", `${style.bold(profile.name)} (${SOURCES[source]})`],
        ["description", profile.description],
        ["stack", profile.stackUrl],
        ["stack ID", profile.stackId?.toString()],
        ["project", profile.defaultProjectId?.toString() ?? "none"],
        ["token", `${secret === undefined ? "" : `${secret.reveal()} `}${tokenPlace(token)}${age}`],
        ["read from", token.readFrom],
        ["token kind", profile.tokenKind],
        ["API host", destination.api],
        ["ingest host", destination.ingest],
        ["tags", profile.tags.join(" ") || undefined],
        ["protected", profile.protected ? "yes" : undefined],
        ["file", file],
      ],
      style,
    );
  },
});
