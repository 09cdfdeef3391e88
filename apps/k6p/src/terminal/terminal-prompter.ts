import type { Prompter } from "@k6p/core/engine/prompter";
import type { Terminal } from "./terminal.ts";

/** Asks on the terminal; undefined in CI and where there is no terminal. The library is loaded with the first question. */
export function terminalPrompter(terminal: Terminal): Prompter | undefined {
  if (isAutomated(terminal.env) || !terminal.inputIsTerminal || !terminal.errorsAreTerminal) return undefined;
  if (terminal.env["TERM"] === "dumb") return plainPrompter(terminal);
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

function plainPrompter(terminal: Terminal): Prompter {
  const load = async (): Promise<Prompter> => (await import("./plain-questions.ts")).plainQuestions(terminal);
  return {
    secret: async (message) => (await load()).secret(message),
    confirm: async (message, options) => (await load()).confirm(message, options),
    choose: async (message, choices) => (await load()).choose(message, choices),
    profile: async (message, choices) => (await load()).profile(message, choices),
  };
}

/** CI systems set `CI`, except for these, which have a variable of their own. */
const CI_VARIABLES = ["CI", "JENKINS_URL", "TF_BUILD", "TEAMCITY_VERSION"];

function isAutomated(env: Terminal["env"]): boolean {
  return CI_VARIABLES.some((name) => !["", "0", "false"].includes(env[name] ?? ""));
}
