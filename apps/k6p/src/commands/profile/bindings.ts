import { defineCommand } from "../../frame/command-definition.ts";
import { renderTable } from "../../render/table.ts";

export const profileBindings = defineCommand({
  summary: "List the folders that are bound to profiles",
  description:
    "The one that counts in the working folder is marked with *. Folders with a team file that you trust are there, too, by its default.",
  examples: [
    { description: "All of them", command: "k6p profile bindings" },
    { description: "Folders alone, for a script", command: "k6p profile bindings --json | jq -r '.bindings[].folder'" },
  ],
  args: {},
  flags: {},
  async run({ engine }) {
    const { listBindings } = await import("@k6p/core/operations/folders/list-bindings");
    const bindings = await listBindings(engine);
    if (bindings.length === 0) {
      engine.notify({
        level: "info",
        message: "No folder is bound to a profile.",
        remedy: ["Bind this one: k6p profile bind NAME"],
      });
    }
    return { bindings };
  },
  toJson: ({ bindings }) => ({
    bindings: bindings.map(({ folder, name, isDangling, by, here }) => ({
      folder,
      profile: name,
      state: isDangling ? "dangling" : "bound",
      by,
      here,
    })),
  }),
  render({ bindings }, style) {
    if (bindings.length === 0) return "";
    const rows = bindings.map(({ folder, name, isDangling, by, here }) => [
      here ? style.green("*") : " ",
      folder,
      isDangling ? `${name} ${style.yellow("(no longer there)")}` : here ? style.bold(name) : name,
      by === "team" ? "its team's default" : "you",
    ]);
    return renderTable({ header: ["", "FOLDER", "PROFILE", "BY"], rows }, style);
  },
});
