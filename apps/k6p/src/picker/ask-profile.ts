import { K6pError } from "@k6p/core/errors/k6p-error";
import type { ProfileChoice } from "@k6p/core/engine/prompter";
import { type Key, openKeyboard } from "../terminal/node-keyboard.ts";
import { plainSymbols } from "../render/plain-symbols.ts";
import { createStyle } from "../render/style.ts";
import type { Terminal } from "../terminal/terminal.ts";
import { openPicker, pressKey } from "./picker-state.ts";
import { renderPicker } from "./render-picker.ts";

interface Question {
  readonly message: string;
  readonly choices: readonly ProfileChoice[];
}

/** Lets the user pick a profile from a list on standard error, which disappears afterwards. Throws `CANCELLED`. */
export function askProfile(terminal: Terminal, { message, choices }: Question): Promise<ProfileChoice["profile"]> {
  return new Promise((resolve, reject) => {
    let state = openPicker(choices);
    let cursorColumn = 0;
    const style = createStyle({ env: terminal.env, isTerminal: true, width: 0 });
    const pointer = hasSymbols(terminal.env) ? "❯" : ">";
    const show = (text: string): string => plainSymbols(text, terminal.env);
    const keyboard = openKeyboard(terminal, { onKey, onRedraw: draw, onEnd: cancel });
    draw();

    function draw(): void {
      const { columns, rows } = keyboard.size();
      const screen = renderPicker(state, { message, style, columns, rows, pointer });
      terminal.errors.write(clearFrom(cursorColumn, columns) + show(screen.lines.join("\n")) + backTo(screen));
      cursorColumn = screen.cursorColumn;
    }

    function onKey(key: Key): void {
      const step = pressKey(state, key);
      if (step.kind === "cancelled") cancel();
      else if (step.kind === "picked") pick(step.choice.profile);
      else {
        state = step.state;
        draw();
      }
    }

    function pick(profile: ProfileChoice["profile"]): void {
      close(`${style.green("✔")} ${style.bold(message)} ${style.cyan(profile.name)}\n`);
      resolve(profile);
    }

    function cancel(): void {
      close("");
      reject(new K6pError("CANCELLED", { message: "Canceled. Nothing was changed." }));
    }

    function close(lastWords: string): void {
      terminal.errors.write(clearFrom(cursorColumn, keyboard.size().columns) + show(lastWords));
      keyboard.close();
    }
  });
}

/** Clears the screen from the first line of the list. If the terminal became narrower, that line may now take several rows. */
function clearFrom(cursorColumn: number, columns: number): string {
  const broken = Math.floor(cursorColumn / columns);
  return `${broken > 0 ? `\u001b[${broken}A` : ""}\r\u001b[J`;
}

function backTo({ lines, cursorColumn }: ReturnType<typeof renderPicker>): string {
  return `\u001b[${lines.length - 1}A\r\u001b[${cursorColumn}C`;
}

/** The console of Linux and the old console of Windows have few characters. */
function hasSymbols(env: Terminal["env"]): boolean {
  return env["TERM"] !== "linux" && (env["OS"] !== "Windows_NT" || Boolean(env["WT_SESSION"] ?? env["TERM_PROGRAM"]));
}
