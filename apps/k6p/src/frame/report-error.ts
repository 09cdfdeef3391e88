import { EXIT } from "@k6p/core/errors/error-codes";
import { K6pError, systemErrorCode } from "@k6p/core/errors/k6p-error";
import { redactTokens } from "@k6p/core/errors/redact-tokens";
import { sanitizeText } from "@k6p/core/errors/sanitize-text";
import { quotedPath } from "@k6p/core/host/posix-quote";
import { plainSymbols } from "../render/plain-symbols.ts";
import { toJsonText } from "../render/json-text.ts";
import { terminalStyle } from "../terminal/terminal-style.ts";
import type { Terminal } from "../terminal/terminal.ts";
import { DEBUG_VARIABLE } from "@k6p/core/host/k6p-variables";

const LONGEST_LINE = 2000;
const DENIALS = new Set(["EACCES", "EPERM", "EROFS", "ENOSPC", "EDQUOT", "EIO"]);
const READING = new Set(["open", "read", "stat", "lstat", "fstat", "scandir", "readlink", "realpath"]);

/** Prints the error that ended the command, as JSON on standard output or as text on standard error. Resolves to the exit code. */
export async function reportError(
  error: unknown,
  { terminal, json }: { terminal: Terminal; json: boolean },
): Promise<number> {
  const shown = error instanceof K6pError ? error : (denied(error) ?? unexpected(error));
  const message = sanitizeText(redactTokens(shown.message), LONGEST_LINE);
  const remedy = shown.remedy.map((line) => sanitizeText(redactTokens(line), LONGEST_LINE));
  if (json) {
    await terminal.print(
      toJsonText({ error: { code: shown.code, message, remedy, details: withoutTokens(shown.details) } }),
    );
  } else {
    const style = terminalStyle(terminal, "errors");
    const lines = [
      `${style.red("Error:")} ${message}`,
      ...remedy.map((line) => `  ${line}`),
      style.dim(`(${shown.code})`),
    ];
    terminal.printError(plainSymbols(`${lines.join("\n")}\n`, terminal.env));
  }
  if (terminal.env[DEBUG_VARIABLE]) terminal.printError(`${traceOf(error)}\n`);
  return shown.exitCode;
}

/** Prints the error if standard output itself failed; never throws. */
export function reportLost(error: unknown, terminal: Terminal): number {
  const message = error instanceof Error ? error.message : String(error);
  terminal.printError(`Error: ${sanitizeText(message, LONGEST_LINE)}\n`);
  return EXIT.failure;
}

/** What the system forbids, or has no room for, is not an error in k6p. */
function denied(error: unknown): K6pError | undefined {
  const code = systemErrorCode(error);
  if (code === undefined || !DENIALS.has(code) || !(error instanceof Error)) return undefined;
  const { path, syscall }: NodeJS.ErrnoException = error;
  if (path === undefined) return undefined;
  const isRead = READING.has(syscall ?? "");
  return new K6pError(isRead ? "FILE_READ_FAILED" : "FILE_WRITE_FAILED", {
    message: `${path} could not be ${isRead ? "read" : "changed"} (${code}).`,
    remedy: [`ls -ld ${quotedPath(path)}`],
    details: { file: path, systemError: code },
    cause: error,
  });
}

function unexpected(error: unknown): K6pError {
  const message = error instanceof Error ? error.message : String(error);
  return new K6pError("UNEXPECTED", {
    message: `Internal error: ${message}`,
    remedy: ["Set K6P_DEBUG=1 and run it again to see where; please report it with that trace."],
  });
}

function traceOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const cause = error.cause === undefined ? "" : `\ncaused by ${traceOf(error.cause)}`;
  return `${error.stack ?? error.message}${cause}`;
}

function withoutTokens(details: unknown): unknown {
  return details === undefined ? undefined : JSON.parse(redactTokens(JSON.stringify(details)));
}
