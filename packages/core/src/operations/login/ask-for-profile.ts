import type { Parts } from "../../engine/engine.ts";
import { K6pError } from "../../errors/k6p-error.ts";
import { parseProfileName } from "../../profiles/profile-name.ts";
import { parseStackUrl, stackSlug } from "../../profiles/stack.ts";

/** The command that is typed, and so named in an error: `profile add` or `login`. */
export type NamingCommand = "profile add" | "login";

interface NameQuestion {
  readonly command: NamingCommand;
  /** The stack of the profile, whose slug is suggested. */
  readonly stack: string | undefined;
  /** Throws for a name that cannot be taken. */
  readonly check?: (name: string) => void;
}

/** Asks for the name of a profile until it is valid. Throws `USAGE` without a terminal, and `CANCELLED`. */
export async function askName(
  engine: Parts<"ask" | "notify">,
  { command, stack, check }: NameQuestion,
): Promise<string> {
  if (engine.ask === undefined) {
    throw new K6pError("USAGE", {
      message: "No profile name given, and this is not a terminal to ask at.",
      remedy: [`Name the profile: k6p ${command} NAME --stack ${stack ?? "STACK"}`],
    });
  }
  const suggested = stack === undefined ? undefined : stackSlug(parseStackUrl(stack));
  const question = `Name of the profile${suggested === undefined ? "" : ` (Enter for ${suggested})`}:`;
  return askUntilValid(engine, question, (answer) => {
    const name = parseProfileName(answer === "" ? (suggested ?? "") : answer);
    check?.(name);
    return name;
  });
}

/** Asks for the stack of a new profile until it can be read. Throws `USAGE` without a terminal, and `CANCELLED`. */
export async function askStack(
  engine: Parts<"ask" | "notify">,
  { command, name }: { readonly command: NamingCommand; readonly name: string },
): Promise<string> {
  if (engine.ask === undefined) {
    throw new K6pError("USAGE", {
      message: `No stack given for profile ${name}, and this is not a terminal to ask at.`,
      remedy: [
        `Name the stack: k6p ${command} ${name} --stack STACK`,
        `Or, for a private server without stacks, its host: k6p profile add ${name} --host URL`,
      ],
      details: { profile: name },
    });
  }
  return askUntilValid(engine, `Stack of profile ${name} (such as acme or https://acme.grafana.net):`, (answer) => {
    parseStackUrl(answer);
    return answer;
  });
}

async function askUntilValid(
  { ask, notify }: Parts<"ask" | "notify">,
  question: string,
  read: (answer: string) => string,
): Promise<string> {
  for (;;) {
    const answer = (await ask?.text(question)) ?? "";
    try {
      return read(answer);
    } catch (error) {
      if (!(error instanceof K6pError)) throw error;
      notify({ level: "warning", message: error.message, remedy: error.remedy });
    }
  }
}
