import type { Host } from "@k6p/core/host/host";
import type { Engine } from "@k6p/core/engine/engine";
import { createContext, type EngineMaker } from "../context.ts";
import type { CompleteWords } from "../completion/candidate-source.ts";
import type { AnyCommand } from "./command-definition.ts";
import type { GlobalFlags } from "./global-flags.ts";
import { expandPaths } from "./expand-paths.ts";
import { toJsonText } from "../render/json-text.ts";
import { plainSymbols } from "../render/plain-symbols.ts";
import { printable } from "../render/printable.ts";
import { terminalStyle } from "../terminal/terminal-style.ts";
import type { Terminal } from "../terminal/terminal.ts";

export interface Invocation {
  readonly definition: AnyCommand;
  readonly input: Readonly<Record<string, unknown>>;
  readonly json: boolean;
}

/** What a command runs in. */
export interface Surroundings extends GlobalFlags {
  readonly completeWords: CompleteWords;
  readonly terminal: Terminal;
  readonly makeEngine: EngineMaker;
  readonly loadWholeEngine: (...machine: Parameters<EngineMaker>) => Promise<Engine>;
  /** Whether a newer k6p may be announced: never by a command that runs in hooks and scripts. */
  readonly mayAnnounceUpdate?: boolean;
  /** This machine unless given. */
  readonly host?: Host | undefined;
}

/** How the process ends. */
export interface Ending {
  readonly exitCode: number;
  /** The signal to die of, instead of an exit. */
  readonly signal?: NodeJS.Signals | undefined;
}

/** Runs a command and prints its result. Throws what the command throws. */
export async function runDefinition(
  { definition, input, json }: Invocation,
  surroundings: Surroundings,
): Promise<Ending> {
  const { terminal, quiet } = surroundings;
  const context = createContext({ ...surroundings, wantsJson: json });
  if (definition.sweeps !== false) await context.sweep();
  const announce =
    surroundings.mayAnnounceUpdate === true ? (await import("./announce-update.ts")).announceUpdate : undefined;
  const announced = announce?.(context.host, terminal, context.versions.k6p);
  const result = await definition.run(context, expandPaths(definition, input, context.host));
  const isSilent = quiet && definition.reportsChange === true && input["dryRun"] !== true;
  const text = json ? renderJson(definition, result) : isSilent ? "" : renderText(definition, result, terminal);
  if (text !== "") await terminal.print(text.endsWith("\n") ? text : `${text}\n`);
  announced?.();
  return { exitCode: definition.exitCode?.(result) ?? 0, signal: definition.exitSignal?.(result) };
}

function renderJson(definition: AnyCommand, result: unknown): string {
  return toJsonText(definition.toJson === undefined ? result : definition.toJson(result));
}

function renderText(definition: AnyCommand, result: unknown, terminal: Terminal): string {
  if (definition.render === undefined) return "";
  const style = terminalStyle(terminal, "output");
  return definition.verbatim
    ? definition.render(result, style)
    : plainSymbols(definition.render(printable(result), style), terminal.env);
}
