import { K6pError, systemErrorCode } from "../errors/k6p-error.ts";
import type { CapturedOutput, CaptureRequest, Host } from "../host/host.ts";
import { pathRules } from "../host/join-path.ts";
import type { Deadline } from "../host/deadline.ts";
import type { GitProgram } from "./find-git.ts";
import { gitEnvironment } from "./git-environment.ts";
import { gitTimedOut } from "./git-failure.ts";

/** Stops a repository or a URL from making git run or write anything, and a stalled connection from outliving k6p. */
const SETTINGS: readonly string[] = [
  "protocol.ext.allow=never",
  "protocol.file.allow=never",
  "core.hooksPath=/dev/null",
  "core.fsmonitor=false",
  "core.symlinks=false",
  "submodule.recurse=false",
  "fetch.recurseSubmodules=false",
  "transfer.bundleURI=false",
  "gc.auto=0",
  "maintenance.auto=false",
  "http.lowSpeedLimit=1",
  "http.lowSpeedTime=60",
];
const MOST_OUTPUT = 256 * 1024;

export interface GitCall {
  /** The working folder of git; a folder that k6p creates, so that git finds no other repository. */
  readonly folder: string;
  /** Whether the folder is the bare repository to work in. */
  readonly isRepository: boolean;
  readonly arguments: readonly string[];
  /** The URL that git may connect to; without it git cannot connect. */
  readonly url?: string;
  readonly deadline: Deadline;
  /** Of each output stream; 256 KiB when not given. */
  readonly maxBytes?: number;
}

/** The user's git, with the user's own credential helpers and ssh. */
export class Git {
  readonly #host: Host;
  readonly #program: GitProgram;
  readonly #mayAsk: boolean;

  constructor(host: Host, machine: { readonly program: GitProgram; readonly mayAsk: boolean }) {
    this.#host = host;
    this.#program = machine.program;
    this.#mayAsk = machine.mayAsk;
  }

  /** Throws `GIT_FAILED` at the deadline and `GIT_MISSING` if git cannot be started. Returns any exit code. */
  async run(call: GitCall): Promise<CapturedOutput> {
    const network = call.url !== undefined;
    const mayAsk = network && this.#mayAsk;
    const surroundings = { searchFolders: this.#program.searchFolders, mayAsk, network };
    const output = await this.#start({
      program: this.#program.path,
      arguments: ["-C", call.folder, ...SETTINGS.flatMap((setting) => ["-c", setting]), ...call.arguments],
      env: {
        ...gitEnvironment(this.#host, surroundings),
        GIT_CEILING_DIRECTORIES: pathRules(this.#host).dirname(call.folder),
        ...(call.isRepository ? { GIT_DIR: call.folder } : {}),
      },
      deadlineMs: call.deadline.remainingMs(),
      maxBytes: call.maxBytes ?? MOST_OUTPUT,
      terminal: mayAsk,
    });
    if (output.timedOut) throw gitTimedOut(call.url, call.deadline);
    return output;
  }

  async #start(request: CaptureRequest): Promise<CapturedOutput> {
    try {
      return await this.#host.processes.runCaptured(request);
    } catch (error) {
      const code = systemErrorCode(error);
      if (code === undefined) throw error;
      throw new K6pError("GIT_MISSING", {
        message: `Cannot start ${request.program} (${code}).`,
        remedy: ["Install git, or add its folder to PATH: https://git-scm.com/downloads"],
        details: { program: request.program, systemError: code },
        cause: error,
      });
    }
  }
}
