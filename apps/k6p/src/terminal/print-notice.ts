import { sanitizeText } from "@k6p/core/errors/sanitize-text";
import type { Notice } from "@k6p/core/engine/notice";
import { plainSymbols } from "../render/plain-symbols.ts";
import { terminalStyle } from "./terminal-style.ts";
import type { Terminal } from "./terminal.ts";

const LONGEST_LINE = 2000;
const ERASE_LINE = "\r\u001B[2K";

/** Shows a notice on standard error, so that it never mixes with data. */
export function printNotice(notice: Notice, terminal: Terminal): void {
  const style = terminalStyle(terminal, "errors");
  const message = sanitizeText(notice.message, LONGEST_LINE);
  if (notice.level === "progress") {
    // The cursor goes back to the start of the line, so that whatever comes next overwrites it.
    if (terminal.errorsAreTerminal && terminal.env["TERM"] !== "dumb")
      terminal.printError(`${ERASE_LINE}${message.slice(0, terminal.width - 1)}\r`);
    return;
  }
  const lines = [notice.level === "warning" ? `${style.yellow("Warning:")} ${message}` : message];
  for (const line of notice.remedy ?? []) lines.push(`  ${sanitizeText(line, LONGEST_LINE)}`);
  terminal.printError(plainSymbols(`${lines.join("\n")}\n`, terminal.env));
}
