import { defineCommand } from "../../frame/command-definition.ts";
import { flag, text } from "../../frame/parameters.ts";
import { profileJson } from "../../render/profile-json.ts";
import { relativeAge } from "../../render/relative-age.ts";
import { renderTable } from "../../render/table.ts";
import { tokenPlace } from "../../render/token-place.ts";

export const profileList = defineCommand({
  summary: "List your profiles and the team's",
  description: "An asterisk marks the active profile. The command opens no secret store.",
  examples: [
    { description: "List all profiles", command: "k6p profile list" },
    { description: "List the profiles with a tag", command: "k6p profile list --tag customer-a" },
    { description: "Print only the names, for a script", command: "k6p profile list --names" },
  ],
  args: {},
  flags: {
    tag: text({ summary: "Only list profiles with this tag", label: "TAG", complete: "tag" }),
    names: flag({ summary: "Print only the names, one per line" }),
  },
  async run({ engine }, { tag, names }) {
    const { listProfiles } = await import("@k6p/core/operations/profiles/list-profiles");
    const listed = await listProfiles(engine, { tag });
    for (const { problem } of listed.unreadable)
      engine.notify({ level: "warning", message: problem.message, remedy: problem.remedy });
    if (listed.profiles.length === 0) {
      const message = tag === undefined ? "You have no profiles yet." : `No profile has the tag ${tag}.`;
      engine.notify({
        level: "info",
        message,
        remedy: tag === undefined ? ["To add one: k6p profile add NAME --stack STACK"] : [],
      });
    }
    return { ...listed, namesOnly: names, now: engine.host.clock.now() };
  },
  toJson: ({ profiles, unreadable }) => ({
    profiles: profiles.map((listed) => ({ ...profileJson(listed), active: listed.active })),
    unreadable: unreadable.map(({ name, path, problem }) => ({
      name,
      file: path,
      code: problem.code,
      message: problem.message,
      remedy: problem.remedy,
    })),
  }),
  render({ profiles, namesOnly, now }, style) {
    if (profiles.length === 0) return "";
    if (namesOnly) return profiles.map(({ profile }) => profile.name).join("\n");
    const hasTeam = profiles.some(({ origin }) => origin === "team");
    const rows = profiles.map(({ profile, origin, token, active }) => [
      active ? style.green("*") : " ",
      active ? style.bold(profile.name) : profile.name,
      ...(hasTeam ? [origin === "team" ? "team" : "-"] : []),
      profile.stackUrl ?? "-",
      profile.stackId?.toString() ?? "-",
      profile.defaultProjectId?.toString() ?? "-",
      tokenPlace(token),
      token.enteredAt === undefined ? "-" : relativeAge(token.enteredAt, now),
      [...(profile.protected ? ["protected"] : []), ...profile.tags].join(" ") || "-",
    ]);
    const from = hasTeam ? ["FROM"] : [];
    return renderTable(
      { header: ["", "NAME", ...from, "STACK", "STACK ID", "PROJECT", "TOKEN", "AGE", "TAGS"], rows },
      style,
    );
  },
});
