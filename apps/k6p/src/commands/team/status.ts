import type { TeamProfileStatus, TeamStatus } from "@k6p/core/operations/team/show-team";
import { defineCommand } from "../../frame/command-definition.ts";
import { renderFields } from "../../render/fields.ts";
import { profileJson } from "../../render/profile-json.ts";
import type { Style } from "../../render/style.ts";
import { renderTable } from "../../render/table.ts";
import { tokenPlace } from "../../render/token-place.ts";

export const teamStatus = defineCommand({
  summary: "Show the team file, its trust and missing tokens",
  examples: [{ description: "Show the team profiles and your tokens for them", command: "k6p team status" }],
  args: {},
  flags: {},
  async run({ engine }) {
    const { showTeam } = await import("@k6p/core/operations/team/show-team");
    return showTeam(engine);
  },
  toJson: ({ file, extended, ignored, trust, needsTrust, default: byDefault, heldBack, profiles }) => ({
    teamFile: file,
    extended,
    ignored,
    trust: {
      state: trust.state,
      needed: needsTrust,
      added: trust.added,
      removed: trust.removed,
      kept: trust.kept,
      files: trust.files,
    },
    default: byDefault?.value ?? null,
    heldBack,
    profiles: profiles.map(({ shadowed, untrusted, hasToken, usesOwnToken: _, tooOld, ...described }) => ({
      ...profileJson(described),
      shadowed,
      untrusted,
      hasToken,
      tokenTooOld: tooOld !== undefined,
    })),
    missing: profiles.filter(lacksToken).map(({ profile }) => profile.name),
  }),
  render(status, style) {
    const { file, extended, ignored, default: byDefault, profiles } = status;
    const fields = renderFields(
      [
        ["team file", file],
        ["extends", extended.length === 0 ? undefined : extended.join(", ")],
        ["ignored", ignored.length === 0 ? undefined : ignored.join(", ")],
        ["default", byDefault?.value],
        ["trust", trustText(status)],
      ],
      style,
    );
    return [fields, ...(profiles.length === 0 ? [] : ["", table(profiles, style)]), "", summary(status)].join("\n");
  },
});

function trustText({ trust, needsTrust, default: byDefault }: TeamStatus): string {
  if (trust.state === "trusted" && trust.sealed.length > 0) {
    const count = trust.sealed.length === 1 ? "1 sealed token" : `${trust.sealed.length} sealed tokens`;
    return `trusted, except for ${count} added since: k6p team trust`;
  }
  if (trust.state === "trusted") return "trusted";
  if (!needsTrust)
    return byDefault === undefined ? "not needed" : "needed only for shells to use its default: k6p team trust";
  const changes = trust.added.length + trust.removed.length + trust.sealed.length;
  return trust.state === "new"
    ? `needed for ${trust.added.length === 1 ? "1 value" : `${trust.added.length} values`}: k6p team trust`
    : `changed since you trusted it (${changes === 1 ? "1 value" : `${changes} values`} to review): k6p team trust`;
}

function table(profiles: readonly TeamProfileStatus[], style: Style): string {
  const rows = profiles.map(({ profile, token, shadowed, untrusted, hasToken, usesOwnToken, tooOld }) => [
    profile.name,
    profile.stackUrl ?? "-",
    profile.defaultProjectId?.toString() ?? "-",
    (usesOwnToken ? "your own profile's" : tokenPlace(token)) +
      (token.state === "sealed" && !hasToken ? " (not for you)" : "") +
      (tooOld === undefined ? "" : ", too old"),
    [
      ...(untrusted ? [style.yellow("needs trust")] : []),
      ...(shadowed ? ["your own takes precedence"] : []),
      ...(profile.protected ? ["protected"] : []),
    ].join(", ") || "-",
  ]);
  return renderTable({ header: ["NAME", "STACK", "PROJECT", "TOKEN", "NOTES"], rows }, style);
}

function lacksToken({ hasToken }: TeamProfileStatus): boolean {
  return !hasToken;
}

/** `3 profiles; you have tokens for 2. Next: k6p login staging` */
function summary({ profiles, heldBack }: TeamStatus): string {
  const more =
    heldBack === 0 ? "" : `\n${heldBack} more from git repositories are ignored until you trust them: k6p team trust`;
  return summaryOf(profiles) + more;
}

function summaryOf(profiles: readonly TeamProfileStatus[]): string {
  const missing = profiles.filter(lacksToken).toSorted((one, other) => Number(one.untrusted) - Number(other.untrusted));
  const count = profiles.length === 1 ? "1 profile" : `${profiles.length} profiles`;
  const held = profiles.length - missing.length;
  const [first, ...others] = missing.map(({ profile }) => profile.name);
  if (first === undefined) return profiles.length === 0 ? `${count}.` : `${count}; you have a token for each.`;
  if (missing[0]?.untrusted === true)
    return `${count}; you have tokens for ${held}. The others need trust first: k6p team trust`;
  const more = others.length === 0 ? "" : ` (then ${others.slice(0, 5).join(", ")}${others.length > 5 ? ", …" : ""})`;
  return `${count}; you have tokens for ${held}. Next: k6p login ${first}${more}`;
}
