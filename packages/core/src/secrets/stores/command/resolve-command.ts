import { K6pError } from "../../../errors/k6p-error.ts";
import { findProgram } from "../../../host/find-program.ts";
import type { Host } from "../../../host/host.ts";
import { pathRules } from "../../../host/join-path.ts";
import type { CommandReference } from "../../external-reference.ts";
import type { ExternalSource } from "../../external-store.ts";
import { isInside, projectFolder } from "../../../host/project-folder.ts";
import { programFault } from "./safe-program.ts";

type CommandSource = Extract<ExternalSource, { readonly from: "command" }>;

/**
 * Finds the program of a command now, so another one cannot replace it later. Throws `COMMAND_NOT_FOUND`,
 * `COMMAND_NOT_EXECUTABLE`, `PROGRAM_UNSAFE`, and `USAGE` for words that cannot be a command.
 */
export function resolveCommand(host: Host, { words, recipe, firstLine, field }: CommandSource): CommandReference {
  const [name = "", ...rest] = words;
  if (name === "" || words.some((word) => word.includes("\0")))
    throw new K6pError("USAGE", {
      message: "This is not a command: it needs a program, and no argument may contain a zero byte.",
    });
  const program = locate(host, name);
  const fault = placeFault(host, program) ?? programFault(host, program);
  if (fault !== undefined) throw unsafe(program, fault);
  return { program, arguments: rest, recipe, firstLine, field };
}

function locate(host: Host, name: string): string {
  const rules = pathRules(host);
  const isPath = name.includes("/") || name.includes(rules.sep);
  if (isPath && !rules.isAbsolute(name)) throw unsafe(name, "depends on the working folder");
  const found = findProgram(host, name);
  if (found?.kind === "found") return found.path;
  if (found !== undefined) {
    throw new K6pError("COMMAND_NOT_EXECUTABLE", {
      message: `${found.path} cannot be executed.`,
      remedy: ["Name an executable program: on Windows an .exe file, elsewhere a file with mode 0755."],
      details: { program: found.path },
    });
  }
  throw new K6pError("COMMAND_NOT_FOUND", {
    message: `There is no program ${JSON.stringify(name.slice(0, 120))} ${isPath ? "there" : "on PATH"}.`,
    remedy: ["Install it, or give its full path."],
    details: { program: name },
  });
}

/** Both the path as it was found and what it leads to count: either may be another user's. */
function placeFault(host: Host, program: string): string | undefined {
  const rules = pathRules(host);
  if (/[\\/]node_modules[\\/]\.bin[\\/]/.test(program)) return "belongs to a project's packages";
  const project = projectFolder(host);
  if (project === undefined) return undefined;
  const folder = host.files.realPath(rules.dirname(program)) ?? rules.dirname(program);
  const places = [rules.join(folder, rules.basename(program)), host.files.realPath(program) ?? program];
  return places.some((place) => isInside(host, place, project))
    ? `is in ${project}, the repository you are in`
    : undefined;
}

function unsafe(program: string, fault: string): K6pError {
  return new K6pError("PROGRAM_UNSAFE", {
    message: `${program} ${fault}, so it may not be yours. k6p did not run it.`,
    remedy: ["Give the full path of a program that you or the system installed."],
    details: { program },
  });
}
