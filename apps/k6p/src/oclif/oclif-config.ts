import type { Command } from "@oclif/core/command";
import { Config } from "@oclif/core/config";
import type { Plugin, Theme } from "@oclif/core/interfaces";
import { TOPICS } from "../frame/commands.ts";
import { VERSION } from "../version.ts";

/** oclif's configuration without its search through folders: the commands are given, and no user file changes how k6p looks. */
class FixedConfig extends Config {
  override async loadTheme(): Promise<Theme | undefined> {
    return undefined;
  }
}

/** A configuration that knows the given commands. */
export async function oclifConfig(commands: readonly Command.Class[]): Promise<Config> {
  const plugin = rootPlugin(commands);
  const config = new FixedConfig({ root: plugin.root, plugins: new Map([[plugin.name, plugin]]), version: VERSION });
  await config.load();
  return config;
}

function loadable(command: Command.Class): Command.Loadable {
  const { id, aliases, summary, description, hidden, usage, examples, args, flags } = command;
  const shown = { id, aliases, summary, description, hidden, usage, examples, args, flags };
  return { ...shown, hiddenAliases: [], load: async () => command };
}

/** oclif finds commands through the list; this way in is for plugins that search folders. */
async function notNeeded(): Promise<never> {
  throw new Error("commands are found by their list");
}

function rootPlugin(commands: readonly Command.Class[]): Plugin {
  const pjson: Plugin["pjson"] = {
    name: "k6p",
    version: VERSION,
    description: "Named profiles for Grafana Cloud k6: one command to switch stack, token and project",
    oclif: { bin: "k6p", topicSeparator: " ", additionalHelpFlags: ["-h"] },
  };
  return {
    _base: "",
    alias: "k6p",
    name: "k6p",
    version: VERSION,
    root: import.meta.dirname,
    type: "core",
    moduleType: "commonjs",
    valid: true,
    isRoot: true,
    hasManifest: false,
    options: { root: import.meta.dirname },
    pjson,
    hooks: {},
    commandsDir: undefined,
    commandIDs: commands.map(({ id }) => id),
    commands: commands.map(loadable),
    topics: Object.entries(TOPICS).map(([name, description]) => ({ name, description })),
    findCommand: notNeeded,
    load: async () => {},
  };
}
