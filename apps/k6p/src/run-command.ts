import type { AnyCommand } from "./command-definition.ts";
import { toJsonText } from "./render/json-text.ts";
import { printable } from "./render/printable.ts";
import { createStyle } from "./render/style.ts";
import type { Terminal } from "./terminal.ts";

export interface Invocation {
  readonly definition: AnyCommand;
  readonly input: Readonly<Record<string, unknown>>;
  readonly json: boolean;
}

/** Runs a command, prints its result and resolves to the exit code. Throws what the command throws. */
export async function runCommand({ definition, input, json }: Invocation, terminal: Terminal): Promise<number> {
  const { createContext } = await import("./context.ts");
  const result = await definition.run(createContext(terminal), input);
  const text = json ? toJsonText(definition.toJson?.(result) ?? result) : renderText(definition, result, terminal);
  if (text !== "") await terminal.print(text.endsWith("\n") ? text : `${text}\n`);
  return definition.exitCode?.(result) ?? 0;
}

function renderText(definition: AnyCommand, result: unknown, terminal: Terminal): string {
  if (definition.render === undefined) return "";
  const style = createStyle({ env: terminal.env, isTerminal: terminal.outputIsTerminal, width: terminal.width });
  return definition.render(definition.verbatim ? result : printable(result), style);
}
