import type { LoadedCommand } from "../frame/load-commands.ts";
import { TOPICS } from "../frame/commands.ts";
import { GLOBAL_FLAGS } from "../frame/global-flags.ts";
import { displayWidth, padToWidth } from "../render/display-width.ts";
import { wrapWords } from "../render/wrap-words.ts";

/** The groups of the overview. Every command and topic of one word is in one of them, under its shortest name. */
export const HELP_GROUPS: readonly { readonly title: string; readonly names: readonly string[] }[] = [
  { title: "EVERYDAY COMMANDS", names: ["use", "list", "current", "status", "explain", "exec", "env", "shell"] },
  {
    title: "PROFILES AND TOKENS",
    names: [
      "profile add",
      "login",
      "rotate",
      "logout",
      "verify",
      "doctor",
      "profile adopt",
      "profile",
      "project",
      "store",
    ],
  },
  { title: "TEAMS AND OTHER TOOLS", names: ["team", "ci", "token", "open"] },
  { title: "SHELL SETUP", names: ["hook", "completion", "prompt"] },
  { title: "MORE", names: ["tour", "version"] },
];

const EXAMPLES = ["k6p login prod --stack acme", "k6p use prod", "k6p exec prod -- k6 cloud run script.js"];

/** The overview that `k6p --help` prints. */
export function rootHelp(commands: readonly LoadedCommand[], width: number): string {
  const groups = HELP_GROUPS.map(({ title, names }) =>
    section(
      title,
      names.map((name) => [name, summaryOf(name, commands)] as const),
      width,
    ),
  );
  const flags = GLOBAL_FLAGS.map(({ names, summary }) => [names, summary] as const);
  return `${[
    "Switch k6 between Grafana Cloud stacks with named profiles",
    "USAGE\n  $ k6p COMMAND [FLAGS]",
    ...groups,
    section("FLAGS", flags, width),
    ["EXAMPLES", ...EXAMPLES.map((example) => `  $ ${example}`)].join("\n"),
    ["LEARN MORE", ...wrapWords("For the help of a command: k6p COMMAND --help", width - 2).map(indented)].join("\n"),
  ].join("\n\n")}\n`;
}

function summaryOf(name: string, commands: readonly LoadedCommand[]): string {
  const command = commands.find(({ id, entry }) => id === name || entry.aliases?.includes(name));
  return TOPICS[name] ?? command?.definition.summary ?? "";
}

function section(title: string, rows: readonly (readonly [name: string, summary: string])[], width: number): string {
  const column = Math.max(...rows.map(([name]) => displayWidth(name))) + 4;
  const lines = rows.flatMap(([name, summary]) =>
    wrapWords(summary, Math.max(20, width - column)).map((line, at) =>
      at === 0 ? padToWidth(`  ${name}`, column) + line : " ".repeat(column) + line,
    ),
  );
  return [title, ...lines].join("\n");
}

function indented(line: string): string {
  return `  ${line}`;
}
