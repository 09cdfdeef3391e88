import { K6pError } from "@k6p/core/errors/k6p-error";
import { findProgram } from "@k6p/core/host/find-program";
import type { Environment, Host } from "@k6p/core/host/host";
import type { CloudStandIn } from "@k6p/core/testing/cloud-stand-in";
import { sentIdentity } from "@k6p/core/testing/cloud-stand-in/recorded-request";
import { ownArguments } from "../own-program.ts";
import { HANDMADE_CONFIG, type ThrowAwayHome } from "./throw-away-home.ts";
import type { TourRunner } from "./tour-runner.ts";

export interface TourAccount {
  readonly slug: string;
  readonly token: string;
  readonly stackUrl: string;
  readonly stackId: number;
}

interface TourParts {
  readonly host: Host;
  readonly home: ThrowAwayHome;
  readonly cloud: CloudStandIn;
  readonly runner: TourRunner;
  readonly staging: TourAccount;
  readonly prod: TourAccount;
}

/** Defines `k6p` as the program of this tour and makes the shell use staging. */
const ENTER_STAGING =
  'k6p() { "$K6P_TOUR_NODE" ${K6P_TOUR_PROGRAM:+"$K6P_TOUR_PROGRAM"} "$@"; }; eval "$(k6p env staging --shell sh)"';
const LARGEST_CONFIG = 64 * 1024;

/** k6p's main features in six steps. All output comes from real commands. */
export class Tour {
  readonly #parts: TourParts;

  constructor(parts: TourParts) {
    this.#parts = parts;
  }

  async run(): Promise<void> {
    const { runner, cloud, home } = this.#parts;
    await runner.say(
      `A tour of k6p with a fake Grafana Cloud at ${cloud.url} and a temporary home folder (${home.directory}).`,
    );
    await this.#addProfiles();
    await this.#useProfile();
    await this.#runOneCommand();
    await this.#takeOverShell();
    await this.#tryRealK6();
    await this.#leave();
    await runner.say(
      "The tour is over. Your own files were not touched, and the temporary home folder is removed. To add your first profile:\n\n  k6p profile add NAME --stack STACK",
    );
  }

  async #addProfiles(): Promise<void> {
    const { runner, staging, prod } = this.#parts;
    await runner.say(
      "1. Add a profile for each of two stacks. k6p reads the tokens from a pipe, checks them with the cloud and stores them encrypted.",
    );
    for (const [name, { slug, token }] of [
      ["staging", staging],
      ["prod", prod],
    ] as const) {
      await this.#k6p(["profile", "add", name, "--stack", slug, "--token-stdin"], { input: token });
    }
    await this.#k6p(["profile", "list"]);
  }

  async #useProfile(): Promise<void> {
    const { runner } = this.#parts;
    await runner.say(
      "2. Switch k6 to a profile. Only the identity in k6's configuration file changes (the token is masked here).",
    );
    await this.#k6p(["use", "staging"]);
    await this.#showConfig();
    await this.#k6p(["use", "prod"]);
    await this.#k6p(["profile", "current"]);
    await this.#client("client", {}, this.#parts.prod);
  }

  async #runOneCommand(): Promise<void> {
    const { runner, staging } = this.#parts;
    await runner.say(
      "3. Run one command on another stack, while prod stays active. The client reads its identity from where k6 does.",
    );
    await this.#client("k6p exec staging -- client", { through: ["exec", "staging", "--"] }, staging);
  }

  async #takeOverShell(): Promise<void> {
    const { runner, host, staging } = this.#parts;
    await runner.say("4. Use another stack in a whole shell.");
    await this.#k6p(["env", "staging", "--shell", "sh"]);
    const shell = findProgram(host, "sh");
    if (shell?.kind !== "found") return runner.show("(There is no sh on PATH, so this step is skipped.)");
    const script = `${ENTER_STAGING} && k6p tour client`;
    await this.#seen(staging, () =>
      runner.run({
        shown: 'eval "$(k6p env staging)" && client',
        program: shell.path,
        arguments: ["-c", script],
        env: this.#forShell(),
      }),
    );
  }

  async #tryRealK6(): Promise<void> {
    const { runner, host, staging, prod } = this.#parts;
    const k6 = findProgram(host, "k6");
    if (k6?.kind !== "found")
      return runner.say(
        "5. If k6 is on PATH, the tour also shows which stack the real k6 uses. It is not on PATH here.",
      );
    await runner.say(`5. Run the real k6 (${k6.path}) in each of these ways.`);
    const words = ["cloud", "project", "list"];
    await this.#seen(prod, () => runner.run({ shown: "k6 cloud project list", program: k6.path, arguments: words }));
    await this.#seen(staging, () => this.#k6p(["exec", "staging", "--", "k6", ...words]));
    const shell = findProgram(host, "sh");
    if (shell?.kind !== "found") return;
    const script = `${ENTER_STAGING} && k6 cloud project list`;
    await this.#seen(staging, () =>
      runner.run({
        shown: 'eval "$(k6p env staging)" && k6 cloud project list',
        program: shell.path,
        arguments: ["-c", script],
        env: this.#forShell(),
      }),
    );
  }

  async #leave(): Promise<void> {
    const { runner } = this.#parts;
    await runner.say("6. Switch back to the previous profile, then clear k6's configuration.");
    await this.#k6p(["use", "-"]);
    await this.#k6p(["profile", "clear"]);
    const isRestored = this.#readConfig() === HANDMADE_CONFIG;
    if (!isRestored) throw fault("config.json is not the same as before the tour");
    await runner.show("config.json is byte for byte the same as before the tour.");
  }

  async #client(shown: string, options: { readonly through?: readonly string[] }, account: TourAccount): Promise<void> {
    const { runner, host } = this.#parts;
    const node = host.processes.nodeProgram;
    const client = ownArguments(["tour", "client"]);
    const words = options.through === undefined ? client : [...ownArguments(options.through), node, ...client];
    await this.#seen(account, () => runner.run({ shown, program: node, arguments: words }));
  }

  /** Runs something that asks the cloud, and shows and checks which identity arrived there. */
  async #seen(account: TourAccount, action: () => Promise<unknown>): Promise<void> {
    const { runner, cloud } = this.#parts;
    const before = cloud.requests.length;
    await action();
    const request = cloud.requests.slice(before).find(({ path }) => path === "/cloud/v6/projects");
    if (request === undefined) throw fault("no request for the projects arrived at the stand-in");
    const { token, stackId } = sentIdentity(request);
    await runner.show(
      `→ the cloud saw: ${request.method} ${request.path}, stack ${stackId ?? "none"}, token ${token ?? "none"}`,
    );
    if (token !== account.token || stackId !== account.stackId)
      throw fault(`the request was not for ${account.stackUrl}`);
  }

  async #showConfig(): Promise<void> {
    const { runner } = this.#parts;
    await runner.show(`config.json:\n${this.#readConfig().trimEnd()}`);
  }

  #readConfig(): string {
    const { host, home } = this.#parts;
    return Buffer.from(host.files.read(home.configPath, LARGEST_CONFIG)?.bytes ?? []).toString("utf8");
  }

  async #k6p(words: readonly string[], options: { readonly input?: string } = {}): Promise<void> {
    const { runner, host } = this.#parts;
    const shown = `${options.input === undefined ? "" : "print-token | "}k6p ${words.join(" ")}`;
    await runner.run({ shown, program: host.processes.nodeProgram, arguments: ownArguments(words), ...options });
  }

  #forShell(): Environment {
    return {
      K6P_TOUR_NODE: this.#parts.host.processes.nodeProgram,
      K6P_TOUR_PROGRAM: ownArguments([])[0],
    };
  }
}

function fault(what: string): K6pError {
  return new K6pError("UNEXPECTED", {
    message: `The tour stopped: ${what}.`,
    remedy: ["Please report this with the lines above."],
  });
}
