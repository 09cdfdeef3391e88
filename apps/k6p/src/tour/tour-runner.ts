import type { Environment, Host } from "@k6p/core/host/host";
import { K6pError } from "@k6p/core/errors/k6p-error";
import { Secret } from "@k6p/core/secrets/secret";

const DEADLINE_MS = 60_000;
const LARGEST_OUTPUT = 256 * 1024;

export interface TourStep {
  /** The line as a user would type it. */
  readonly shown: string;
  /** Absolute path and arguments of the program that runs. */
  readonly program: string;
  readonly arguments: readonly string[];
  readonly input?: string;
  readonly env?: Environment;
}

/** Runs commands one after another and prints them with their real output. Tokens are masked. */
export class TourRunner {
  readonly #host: Host;
  readonly #print: (text: string) => Promise<void>;
  readonly #env: Environment;
  readonly #tokens: readonly string[];

  constructor(parts: {
    readonly host: Host;
    readonly print: (text: string) => Promise<void>;
    readonly env: Environment;
    readonly tokens: readonly string[];
  }) {
    this.#host = parts.host;
    this.#print = parts.print;
    this.#env = parts.env;
    this.#tokens = parts.tokens;
  }

  async say(text: string): Promise<void> {
    await this.#print(`\n${text}\n`);
  }

  /** Prints lines of the tour's own, such as what the stand-in has seen. */
  async show(text: string): Promise<void> {
    await this.#print(`${this.#masked(text).replace(/^/gm, "  ")}\n`);
  }

  /** Runs a command, prints it with its output, and returns its standard output. Throws when it fails. */
  async run(step: TourStep): Promise<string> {
    await this.#print(`\n  $ ${step.shown}\n`);
    const env = { ...this.#env, ...step.env };
    const { stdout, stderr, exitCode, timedOut } = await this.#host.processes.runCaptured({
      program: step.program,
      arguments: step.arguments,
      env,
      input: step.input ?? "",
      deadlineMs: DEADLINE_MS,
      maxBytes: LARGEST_OUTPUT,
    });
    const output = `${stderr}${stdout}`.trimEnd();
    if (output !== "") await this.show(output);
    if (exitCode === 0) return stdout;
    throw new K6pError("UNEXPECTED", {
      message: `The tour stopped: \`${step.shown}\` ${timedOut ? "did not end within a minute" : `ended with ${exitCode ?? "a signal"}`}.`,
      remedy: ["Please report this with the lines above."],
    });
  }

  #masked(text: string): string {
    return this.#tokens.reduce((masked, token) => masked.replaceAll(token, new Secret(token).masked()), text);
  }
}
