import { defineCommand } from "../../frame/command-definition.ts";
import { text } from "../../frame/parameters.ts";
import { profileJson } from "../../render/profile-json.ts";
import { relativeAge } from "../../render/relative-age.ts";
import { renderTable } from "../../render/table.ts";
import { tokenPlace } from "../../render/token-place.ts";

export const profileList = defineCommand({
  summary: "List the profiles, your own and the team's",
  description:
    "The active one is marked with *. No secret store is opened: where a token is and how old it is are known without it.",
  examples: [
    { description: "All profiles", command: "k6p profile list" },
    { description: "Names alone, for a script", command: "k6p profile list --json | jq -r '.profiles[].name'" },
    { description: "Those of one group", command: "k6p profile list --tag customer-a" },
  ],
  args: {},
  flags: { tag: text({ summary: "Only profiles with this tag", label: "TAG", complete: "tag" }) },
  async run({ engine }, { tag }) {
    const { listProfiles } = await import("@k6p/core/operations/profiles/list-profiles");
    const listed = await listProfiles(engine, { tag });
    for (const { problem } of listed.unreadable)
      engine.notify({ level: "warning", message: problem.message, remedy: problem.remedy });
    if (listed.profiles.length === 0) {
      const message = tag === undefined ? "There are no profiles yet." : `No profile has the tag ${tag}.`;
      engine.notify({
        level: "info",
        message,
        remedy: tag === undefined ? ["Add one: k6p profile add NAME --stack STACK"] : [],
      });
    }
    return { ...listed, now: engine.host.clock.now() };
  },
  toJson: ({ profiles, unreadable }) => ({
    profiles: profiles.map((listed) => ({ ...profileJson(listed), active: listed.active })),
    unreadable: unreadable.map(({ name, path, problem }) => ({
      name,
      file: path,
      code: problem.code,
      message: problem.message,
    })),
  }),
  render({ profiles, now }, style) {
    if (profiles.length === 0) return "";
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
