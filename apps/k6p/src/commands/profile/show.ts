import { defineCommand } from "../../frame/command-definition.ts";
import { flag } from "../../frame/parameters.ts";
import { renderFields } from "../../render/fields.ts";
import { profileJson } from "../../render/profile-json.ts";
import { relativeAge } from "../../render/relative-age.ts";
import { tokenPlace } from "../../render/token-place.ts";
import { PROFILE_OR_ACTIVE } from "../../flags/profile-arguments.ts";

const SOURCES = {
  argument: "named",
  K6P_PROFILE: "from K6P_PROFILE",
  binding: "bound to this folder",
  team: "team default",
  active: "active",
  picked: "picked",
} as const;

export const profileShow = defineCommand({
  summary: "Show the settings of a profile",
  description:
    "The token is shown only with --reveal; without it, no secret store is opened. For a team profile, each value is shown with the file and line that it comes from.",
  examples: [
    { description: "Show the profile prod", command: "k6p profile show prod" },
    { description: "Show the active profile", command: "k6p profile show" },
    {
      description: "Print the token for another tool",
      command: "k6p profile show prod --reveal --json | jq -r .token.value",
    },
  ],
  args: { name: PROFILE_OR_ACTIVE },
  flags: { reveal: flag({ summary: "Show the token" }) },
  async run({ engine }, { name, reveal }) {
    const { showProfile } = await import("@k6p/core/operations/profiles/show-profile");
    const shown = await showProfile(engine, { name, withToken: reveal });
    return { ...shown, now: engine.host.clock.now() };
  },
  toJson({ source, destination, secret, sources, untrusted, ...described }) {
    const { token, ...rest } = profileJson(described);
    return {
      ...rest,
      source,
      destination,
      sources,
      untrusted,
      token: { ...token, ...(secret === undefined ? {} : { value: secret.reveal() }) },
    };
  },
  render({ profile, token, file, origin, source, sources, untrusted, destination, secret, now }, style) {
    const from = (key: keyof typeof sources): string =>
      origin === "team" && sources[key] !== undefined ? style.dim(` (${sourceText(sources[key])})`) : "";
    const shown = (key: keyof typeof sources, value: string | undefined): string | undefined =>
      value === undefined ? undefined : value + from(key);
    const verb = token.readFrom === undefined ? "entered" : "first read";
    const age = token.enteredAt === undefined ? "" : `, ${verb} ${relativeAge(token.enteredAt, now)} ago`;
    return renderFields(
      [
        ["name", `${style.bold(profile.name)} (${SOURCES[source]})`],
        ["description", shown("description", profile.description)],
        ["stack", shown("stackUrl", profile.stackUrl)],
        ["stack ID", shown("stackId", profile.stackId?.toString())],
        ["project", shown("defaultProjectId", profile.defaultProjectId?.toString() ?? "none")],
        ["token", `${secret === undefined ? "" : `${secret.reveal()} `}${tokenPlace(token)}${age}`],
        ["read from", token.readFrom],
        ["token kind", shown("tokenKind", profile.tokenKind)],
        ["API host", shown("hostv6", destination.api)],
        ["ingest host", shown("host", destination.ingest)],
        ["tags", shown("tags", profile.tags.join(" ") || undefined)],
        ["protected", shown("protected", PROTECTION[`${profile.protected}`])],
        ["trust", untrusted ? "not trusted, so not usable yet: k6p team trust" : undefined],
        [origin === "team" ? "team file" : "file", file],
      ],
      style,
    );
  },
});

type Source = { readonly file: string; readonly line?: number } | { readonly from: string };

function sourceText(source: Source): string {
  if ("from" in source) return `from ${source.from}`;
  return source.line === undefined ? source.file : `${source.file}:${source.line}`;
}

const PROTECTION: Readonly<Record<"true" | "false" | "change", string | undefined>> = {
  true: "yes",
  change: "against changes only",
  false: undefined,
};
