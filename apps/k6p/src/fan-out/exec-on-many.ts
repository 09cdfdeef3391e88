import type { CommandResult } from "@k6p/core/operations/run/exec-on-many";
import { sanitizeText } from "@k6p/core/errors/sanitize-text";
import type { CommandContext } from "../context.ts";
import { createStyle } from "../render/style.ts";
import type { Terminal } from "../terminal/terminal.ts";
import { renderTable } from "../render/table.ts";

const LONGEST_LINE = 10_000;

export interface ManyInput {
  readonly name?: string | undefined;
  readonly tag?: string | undefined;
  readonly all: boolean;
  readonly jobs?: number | undefined;
  readonly failFast: boolean;
  readonly withEnv: boolean;
  readonly yes: boolean;
  readonly command: readonly string[];
}

export interface ManyResults {
  readonly exitCode: number;
  readonly signal: undefined;
  readonly results: readonly ReturnType<typeof resultJson>[];
}

/**
 * Runs the command with every selected profile. Each line it prints gets the profile's name in front, on the stream it was printed to; with
 * `--json` all lines go to standard error. A table of the results follows on standard error.
 */
export async function execOnMany(
  { engine, terminal, wantsJson }: CommandContext,
  { name, tag, all, jobs, ...input }: ManyInput,
): Promise<ManyResults> {
  const { DEFAULT_JOBS, execOnMany: run } = await import("@k6p/core/operations/run/exec-on-many");
  const results = await run(engine, {
    ...input,
    selection: { names: name === undefined ? [] : [name], tag, all },
    jobs: jobs ?? DEFAULT_JOBS,
    onLine(profile, stream, line) {
      const text = `${profile.name} | ${sanitizeText(line, LONGEST_LINE)}\n`;
      if (stream === "stdout" && !wantsJson) void terminal.print(text);
      else terminal.printError(text);
    },
  });
  if (!wantsJson) terminal.printError(`${tableOf(results, terminal)}\n`);
  return { exitCode: exitCodeOf(results), signal: undefined, results: results.map(resultJson) };
}

function tableOf(results: readonly CommandResult[], terminal: Terminal): string {
  const style = createStyle({ env: terminal.env, isTerminal: terminal.errorsAreTerminal, width: terminal.width });
  const rows = results.map(({ profile, outcome, exitCode, signal, meaning, milliseconds, problem }) => [
    profile.name,
    outcome === "succeeded" ? style.green("succeeded") : style.red(outcome.replace("-", " ")),
    exitCode?.toString() ?? signal ?? "-",
    `${(milliseconds / 1000).toFixed(1)} s`,
    sanitizeText(meaning ?? problem?.message ?? "-", LONGEST_LINE),
  ]);
  return renderTable({ header: ["PROFILE", "RESULT", "EXIT", "TIME", "MEANING"], rows }, style);
}

/** 0 when all succeeded, the common code when all that failed have the same, else 1. */
function exitCodeOf(results: readonly CommandResult[]): number {
  const codes = new Set(results.filter(({ outcome }) => outcome !== "succeeded").map(({ exitCode }) => exitCode ?? 1));
  const [only, ...others] = codes;
  if (only === undefined) return 0;
  return others.length === 0 ? only : 1;
}

/** A result as `--json` prints it. */
function resultJson({ profile, outcome, exitCode, signal, meaning, milliseconds, problem }: CommandResult) {
  return {
    profile: profile.name,
    outcome,
    exitCode: exitCode ?? null,
    signal: signal ?? null,
    meaning: meaning ?? null,
    milliseconds,
    problem: problem ?? null,
  };
}
