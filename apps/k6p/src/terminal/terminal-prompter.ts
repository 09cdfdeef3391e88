import type { Prompter } from "@k6p/core/engine/prompter";
import type { Terminal } from "./terminal.ts";

/** Asks on the terminal; undefined where nobody can answer. The library is loaded with the first question. */
export function terminalPrompter(terminal: Terminal): Prompter | undefined {
  if (isAutomated(terminal.env["CI"]) || !terminal.inputIsTerminal || !terminal.errorsAreTerminal) return undefined;
  return {
    secret: async (message) => (await import("./terminal-questions.ts")).askSecret(terminal, message),
    confirm: async (message, options) =>
      (await import("./terminal-questions.ts")).askYesOrNo(terminal, { message, ...options }),
    choose: async (message, choices) =>
      (await import("./terminal-questions.ts")).askChoice(terminal, { message, choices }),
    profile: async (message, choices) =>
      (await import("../picker/ask-profile.ts")).askProfile(terminal, { message, choices }),
  };
}

function isAutomated(variable: string | undefined): boolean {
  return variable !== undefined && !["", "0", "false"].includes(variable);
}
