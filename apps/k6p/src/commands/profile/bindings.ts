import { defineCommand } from "../../frame/command-definition.ts";
import { renderTable } from "../../render/table.ts";

export const profileBindings = defineCommand({
  summary: "List folders that are bound to profiles",
  description:
    "An asterisk marks the binding that applies in the working folder. The list includes folders with a trusted team file that has a default profile.",
  examples: [
    { description: "List all bindings", command: "k6p profile bindings" },
    {
      description: "Print only the folders, for a script",
      command: "k6p profile bindings --json | jq -r '.bindings[].folder'",
    },
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
        remedy: ["To bind this folder: k6p profile bind NAME"],
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
      active: here,
    })),
  }),
  render({ bindings }, style) {
    if (bindings.length === 0) return "";
    const rows = bindings.map(({ folder, name, isDangling, by, here }) => [
      here ? style.green("*") : " ",
      folder,
      isDangling ? `${name} ${style.yellow("(removed)")}` : here ? style.bold(name) : name,
      by === "team" ? "team default" : "you",
    ]);
    return renderTable({ header: ["", "FOLDER", "PROFILE", "BY"], rows }, style);
  },
});
