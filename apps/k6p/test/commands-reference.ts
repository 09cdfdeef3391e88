import { loadCommands, type LoadedCommand } from "../src/frame/load-commands.ts";
import { type FlagParameter, parameterName } from "../src/frame/parameters.ts";
import { argumentTitle } from "../src/frame/read-input.ts";
import { usageLine } from "../src/frame/usage-line.ts";

/** The reference of all commands, as Markdown. */
export async function commandsReference(): Promise<string> {
  const commands = await loadCommands();
  const visible = commands.filter(({ definition }) => !definition.hidden);
  const overview = visible.map(({ id, definition }) => `- [\`k6p ${id}\`](#${anchor(id)}): ${definition.summary}`);
  const intro = [
    "# Commands",
    "Made from the declarations in `apps/k6p/src/commands`; do not edit by hand. `k6p COMMAND --help` shows the same.",
    overview.join("\n"),
  ];
  return `${[...intro, ...visible.map(describe)].join("\n\n")}\n`;
}

function anchor(id: string): string {
  return `k6p-${id.replaceAll(" ", "-")}`;
}

function describe({ id, entry, definition }: LoadedCommand): string {
  const aliases = (entry.aliases ?? []).map((alias) => `\`k6p ${alias}\``).join(", ");
  const args = Object.entries(definition.args).map(
    ([key, parameter]) => `- \`${argumentTitle(key, parameter)}\`: ${parameter.summary}`,
  );
  const flags = Object.entries(definition.flags).flatMap(([key, parameter]) => describeFlag(key, parameter));
  if (definition.json !== false) flags.push("- `--json`: Print the result as JSON");
  const examples = definition.examples.map(({ description, command }) => `# ${description}\n${command}`);
  const parts = [
    `## k6p ${id}`,
    `${definition.summary}.`,
    fence("", `k6p ${usageLine(id, definition)}`),
    aliases === "" ? "" : `Short form: ${aliases}`,
    definition.description ?? "",
    args.length === 0 ? "" : `Arguments:\n\n${args.join("\n")}`,
    flags.length === 0 ? "" : `Flags:\n\n${flags.join("\n")}`,
    examples.length === 0 ? "" : `Examples:\n\n${fence("sh", examples.join("\n\n"))}`,
  ];
  return parts.filter((part) => part !== "").join("\n\n");
}

function describeFlag(key: string, parameter: FlagParameter): readonly string[] {
  if (parameter.kind === "refused" || parameter.hidden) return [];
  const name = parameterName(key);
  const short = parameter.short === undefined ? "" : `-${parameter.short}, `;
  if (parameter.kind === "switch") {
    return [`- \`${short}--${parameter.negatable ? "[no-]" : ""}${name}\`: ${parameter.summary}`];
  }
  const options =
    parameter.kind === "choice" ? ` (${parameter.options.map((option) => `\`${option}\``).join(", ")})` : "";
  const required = parameter.required ? " (required)" : "";
  return [
    `- \`${short}--${name} ${parameter.label ?? name.toUpperCase()}\`: ${parameter.summary}${options}${required}`,
  ];
}

function fence(language: string, text: string): string {
  return `\`\`\`${language}\n${text}\n\`\`\``;
}
