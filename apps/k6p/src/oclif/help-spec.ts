import type { Command } from "@oclif/core/command";
import { string as stringArg } from "@oclif/core/args";
import { boolean, string } from "@oclif/core/flags";
import type { AnyCommand, Example } from "../frame/command-definition.ts";
import { type ArgumentParameter, type FlagParameter, parameterName } from "../frame/parameters.ts";
import { argumentTitle } from "../frame/read-input.ts";
import { shortFlag } from "./short-flag.ts";

/** The arguments as the help shows them. */
export function helpArgs(definition: AnyCommand): Command.Class["args"] {
  const args: Command.Class["args"] = {};
  for (const [key, parameter] of Object.entries(definition.args)) {
    const name = argumentTitle(key, parameter);
    args[name] = helpArg(name, parameter);
  }
  return args;
}

function helpArg(name: string, parameter: ArgumentParameter): Command.Class["args"][string] {
  return stringArg({ name, description: parameter.summary, required: parameter.required ?? false });
}

/** oclif puts the prompt sign only before its own program. */
export function helpExample({ description, command }: Example): Example {
  return { description, command: command.startsWith("k6p ") || command === "k6p" ? command : `$ ${command}` };
}

/** The flags as the help shows them, by their names on the command line. */
export function helpFlags(definition: AnyCommand): Command.Class["flags"] {
  const flags: Command.Class["flags"] = {};
  for (const [key, parameter] of Object.entries(definition.flags)) {
    const name = parameterName(key);
    const shown = helpFlag(name, parameter);
    if (shown !== undefined) flags[name] = shown;
  }
  if (definition.json !== false) flags["json"] = boolean({ summary: "Print the result as JSON" });
  return flags;
}

function helpFlag(name: string, parameter: FlagParameter): Command.Class["flags"][string] | undefined {
  if (parameter.kind === "refused") return undefined;
  const basics = { ...shortFlag(parameter), summary: parameter.summary, hidden: parameter.hidden ?? false };
  if (parameter.kind === "switch") return boolean({ ...basics, allowNo: parameter.negatable });
  const label = parameter.label ?? (parameter.kind === "choice" ? parameter.options.join("|") : name.toUpperCase());
  const shown = { ...basics, helpValue: label, required: parameter.required ?? false };
  if (parameter.kind === "list" || parameter.default === undefined) return string(shown);
  return string({ ...shown, default: String(parameter.default) });
}
