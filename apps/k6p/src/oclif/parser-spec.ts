import type { Command } from "@oclif/core/command";
import { string as stringArg } from "@oclif/core/args";
import { boolean, string } from "@oclif/core/flags";
import type { AnyCommand } from "../frame/command-definition.ts";
import { type FlagParameter, parameterName } from "../frame/parameters.ts";
import { shortFlag } from "./short-flag.ts";

/** The arguments as oclif's parser has to sort them; nothing is required and nothing is read from standard input. */
export function parserArgs(definition: AnyCommand): Command.Class["args"] {
  const args: Command.Class["args"] = {};
  for (const [key, parameter] of Object.entries(definition.args)) {
    if (parameter.kind === "words") args[key] = stringArg({ ignoreStdin: true, multiple: true });
    else if (parameter.kind !== "afterDashes") args[key] = stringArg({ ignoreStdin: true });
  }
  return args;
}

/** The flags as oclif's parser has to sort them, by their names on the command line. */
export function parserFlags(definition: AnyCommand): Command.Class["flags"] {
  const flags: Command.Class["flags"] = {};
  for (const [key, parameter] of Object.entries(definition.flags)) {
    const sorter = parserFlag(parameter);
    if (sorter !== undefined) flags[parameterName(key)] = sorter;
  }
  if (definition.json !== false) flags["json"] = boolean();
  return flags;
}

function parserFlag(parameter: FlagParameter): Command.Class["flags"][string] | undefined {
  if (parameter.kind === "refused") return undefined;
  const short = shortFlag(parameter);
  if (parameter.kind === "switch") return boolean({ ...short, allowNo: parameter.negatable });
  if (parameter.kind === "list") return string({ ...short, multiple: true, multipleNonGreedy: true });
  return string(short);
}
