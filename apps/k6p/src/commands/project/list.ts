import { defineCommand } from "../../frame/command-definition.ts";
import { renderTable } from "../../render/table.ts";
import { PROFILE_OR_ACTIVE } from "../../flags/profile-arguments.ts";

export const projectList = defineCommand({
  summary: "List the projects of a profile's stack",
  description:
    "Gets the list from Grafana Cloud. An asterisk marks the project for scripts that set none. Wherever k6p takes the ID of a project, it also takes its name.",
  examples: [
    { description: "List the projects of the active profile", command: "k6p project list" },
    { description: "List the projects of prod for a script", command: "k6p project list prod --json" },
  ],
  args: { name: PROFILE_OR_ACTIVE },
  flags: {},
  async run({ engine }, { name }) {
    const { listProjects } = await import("@k6p/core/operations/projects/list-projects");
    return listProjects(engine, name);
  },
  toJson: ({ profile, projects }) => ({
    profile: profile.name,
    defaultProjectId: profile.defaultProjectId ?? null,
    projects,
  }),
  render({ profile, projects }, style) {
    if (projects.length === 0) return `The token of profile ${profile.name} has access to no projects.`;
    const rows = projects.map(({ id, name, isDefault }) => [
      id === profile.defaultProjectId ? style.green("*") : " ",
      id.toString(),
      name,
      isDefault ? "stack default" : "-",
    ]);
    return renderTable({ header: ["", "ID", "NAME", "NOTE"], rows }, style);
  },
});
