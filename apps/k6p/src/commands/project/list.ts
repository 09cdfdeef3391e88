import { defineCommand } from "../../frame/command-definition.ts";
import { text } from "../../frame/parameters.ts";
import { renderTable } from "../../render/table.ts";

export const projectList = defineCommand({
  summary: "List the projects of a profile's stack",
  description:
    "Asks Grafana Cloud. The project that scripts without one of their own use is marked with *. Wherever k6p takes the ID of a project, it also takes its name.",
  examples: [
    { description: "Projects of the active profile", command: "k6p project list" },
    { description: "Projects of prod, for a script", command: "k6p project list prod --json" },
    { description: "Make one the default of prod", command: "k6p profile edit prod --project checkout" },
  ],
  args: {
    name: text({ summary: "Name of the profile; the active one if left out", label: "NAME", complete: "profile" }),
  },
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
    if (projects.length === 0) return `The stack of profile ${profile.name} has no projects that its token can see.`;
    const rows = projects.map(({ id, name, isDefault }) => [
      id === profile.defaultProjectId ? style.green("*") : " ",
      id.toString(),
      name,
      isDefault ? "default of the stack" : "-",
    ]);
    return renderTable({ header: ["", "ID", "NAME", "NOTE"], rows }, style);
  },
});
