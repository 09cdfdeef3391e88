import type { Prompter } from "@k6p/core/engine/prompter";
import type { Terminal } from "./terminal.ts";

/** Asks on the terminal; undefined in CI and where there is no terminal. The library is loaded with the first question. */
export function terminalPrompter(terminal: Terminal): Prompter | undefined {
  if (isAutomated(terminal.env) || !terminal.inputIsTerminal || !terminal.errorsAreTerminal) return undefined;
  return dropsRest(terminal, terminal.env["TERM"] === "dumb" ? plainPrompter(terminal) : richPrompter(terminal));
}

function richPrompter(terminal: Terminal): Prompter {
  return {
    text: async (message) => (await import("./plain-questions.ts")).askText(terminal, message),
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
    text: async (message) => (await load()).text(message),
    secret: async (message, options) => (await load()).secret(message, options),
    confirm: async (message, options) => (await load()).confirm(message, options),
    choose: async (message, choices) => (await load()).choose(message, choices),
    profile: async (message, choices) => (await load()).profile(message, choices),
  };
}

/** Drops what is typed after a secret that was asked for with `dropRest`, until the next question. */
function dropsRest(terminal: Terminal, questions: Prompter): Prompter {
  let stop: () => Promise<void> = async () => undefined;
  const asking = async <Answer>(question: () => Promise<Answer>): Promise<Answer> => {
    await stop();
    stop = async () => undefined;
    return question();
  };
  return {
    text: (message) => asking(() => questions.text(message)),
    secret: (message, { dropRest } = { dropRest: false }) =>
      asking(async () => {
        // Loaded first: between the answer and the dropping, the terminal would show what is typed.
        const { dropInput } = await import("./node-dropped-input.ts");
        const secret = await questions.secret(message, { dropRest });
        if (dropRest) stop = dropInput(terminal);
        return secret;
      }),
    confirm: (message, options) => asking(() => questions.confirm(message, options)),
    choose: (message, choices) => asking(() => questions.choose(message, choices)),
    profile: (message, choices) => asking(() => questions.profile(message, choices)),
  };
}

/** CI systems set `CI`, except for these, which have a variable of their own. */
const CI_VARIABLES = ["CI", "JENKINS_URL", "TF_BUILD", "TEAMCITY_VERSION"];

export function isAutomated(env: Terminal["env"]): boolean {
  return CI_VARIABLES.some((name) => !["", "0", "false"].includes(env[name] ?? ""));
}
