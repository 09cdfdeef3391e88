import { COMMANDS } from "../src/frame/commands.ts";
import { loadCommands, type LoadedCommand } from "../src/frame/load-commands.ts";
import { type FlagParameter, parameterName } from "../src/frame/parameters.ts";
import { argumentTitle } from "../src/frame/read-input.ts";
import { usageLine } from "../src/frame/usage-line.ts";
import { ERROR_CODES } from "@k6p/core/errors/error-codes";
import { K6P_VARIABLES } from "@k6p/core/host/k6p-variables";

/** The manual page k6p(1), in the macros of man(7), from the declarations that the help is made of. */
export async function manPage(): Promise<string> {
  const commands = (await loadCommands()).filter(({ definition }) => !definition.hidden);
  return [
    String.raw`.\" Made from the declarations in apps/k6p/src/commands; do not edit by hand.`,
    ".TH K6P 1",
    ...section("NAME", [String.raw`k6p \- ${roff("named profiles for Grafana Cloud k6")}`]),
    ...section("SYNOPSIS", [".B k6p", ".I COMMAND", "[ARGUMENTS] [FLAGS]"]),
    ...section("DESCRIPTION", [
      roff(
        "k6 keeps one cloud account. k6p keeps as many as you have, each as a profile: a stack, a token, a project.",
      ),
      roff("It makes k6 use one of them, for every k6 (use), for one shell (env, shell) or for one command (exec)."),
      roff(
        "Tokens are in the keyring of the system or in an encrypted file. Without a command, k6p prints the status.",
      ),
      ".PP",
      roff("Every command has --help. Data goes to standard output, everything else to standard error."),
    ]),
    ".SH COMMANDS",
    ...commands.flatMap(command),
    ...section(
      "ENVIRONMENT",
      K6P_VARIABLES.flatMap(({ name, meaning }) => term(name, sentence(meaning))),
    ),
    ...section("EXIT STATUS", exitCodes()),
    ...section("SEE ALSO", [
      String.raw`.BR k6 (1)`,
      ".PP",
      roff("Documentation and issues: https://github.com/k6p/k6p"),
    ]),
    "",
  ].join("\n");
}

function section(title: string, lines: readonly string[]): readonly string[] {
  return [`.SH ${title}`, ...lines];
}

function term(name: string, meaning: string): readonly string[] {
  return [".TP", `.B ${roff(name)}`, roff(meaning)];
}

function command({ id, definition }: LoadedCommand): readonly string[] {
  const aliases = COMMANDS[id]?.aliases ?? [];
  const flags = Object.entries(definition.flags).flatMap(([key, parameter]) => describeFlag(key, parameter));
  if (definition.json !== false) flags.push(...term("--json", "Print the result as JSON"));
  return [
    `.SS ${roff(`k6p ${usageLine(id, definition)}`)}`,
    roff(`${definition.summary}.`),
    ...(aliases.length === 0 ? [] : [roff(`Short form: ${aliases.map((alias) => `k6p ${alias}`).join(", ")}.`)]),
    ...(definition.description ?? "").split("\n\n").flatMap((text) => (text === "" ? [] : [".PP", roff(text)])),
    ...Object.entries(definition.args).flatMap(([key, argument]) =>
      term(argumentTitle(key, argument), argument.summary),
    ),
    ...flags,
    ...definition.examples.flatMap((example) => [
      ".PP",
      roff(/\w$/.test(example.description) ? `${example.description}:` : example.description),
      ".PP",
      ".RS 4",
      ".nf",
      roff(example.command),
      ".fi",
      ".RE",
    ]),
  ];
}

function describeFlag(key: string, parameter: FlagParameter): readonly string[] {
  if (parameter.kind === "refused" || parameter.hidden) return [];
  const name = parameterName(key);
  const short = parameter.short === undefined ? "" : `-${parameter.short}, `;
  if (parameter.kind === "switch")
    return term(`${short}--${parameter.negatable ? "[no-]" : ""}${name}`, parameter.summary);
  const options = parameter.kind === "choice" ? ` (${parameter.options.join(", ")})` : "";
  return term(`${short}--${name} ${parameter.label ?? name.toUpperCase()}`, `${parameter.summary}${options}`);
}

function exitCodes(): readonly string[] {
  const byExitCode = Map.groupBy(Object.entries(ERROR_CODES), ([, { exitCode }]) => exitCode);
  return [
    ...term("0", "Success."),
    ...[...byExitCode]
      .toSorted(([first], [second]) => first - second)
      .flatMap(([exitCode, rows]) => term(String(exitCode), rows.map(([code]) => code).join(", "))),
    ".PP",
    roff("k6p exec and k6p shell end with the exit code of the command that they run."),
  ];
}

/** A phrase of Markdown as a sentence: without the addresses of links. */
function sentence(markdown: string): string {
  const text = markdown.replaceAll(/\[([^\]]*)\]\([^)]*\)/g, "$1");
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}

/** A text in which nothing is read as a request or an escape, one line of input for each of its lines. */
function roff(text: string): string {
  return text
    .replaceAll("\\", String.raw`\e`)
    .replaceAll("-", String.raw`\-`)
    .replaceAll("'", String.raw`\(aq`)
    .replaceAll("`", String.raw`\(ga`)
    .replaceAll("…", String.raw`\&...`)
    .replaceAll(/^([.])/gm, String.raw`\&$1`);
}
