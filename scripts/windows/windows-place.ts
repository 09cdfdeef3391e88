import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { copyFileSync } from "node:fs";
import { createServer, type Server, type Socket } from "node:net";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fetchPinned } from "../pinned/fetch-pinned.ts";

const START_DEADLINE_MS = 60_000;
const RUN_DEADLINE_MS = 90_000;

export interface WindowsCall {
  readonly file: string;
  readonly args: readonly string[];
  /** The whole environment; what Windows itself needs is added. */
  readonly env: Readonly<Record<string, string>>;
  readonly cwd: string;
  readonly input?: string;
  /** The words are a line for cmd.exe, taken as they are. */
  readonly shell?: boolean;
}

export interface WindowsRun {
  /** Null where it could not be started. */
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Path of the place, made when it is not there; a text that says why there is none. */
export function makePlace(): { readonly path: string } | { readonly impossible: string; readonly failed: boolean } {
  const made = spawnSync(join(import.meta.dirname, "make-place.sh"), { encoding: "utf8", timeout: 1_200_000 });
  if (made.status === 0) return { path: made.stdout.trim() };
  const impossible = made.stderr.trim().split("\n").at(-1) ?? String(made.error);
  return { impossible, failed: made.status !== 77 };
}

/** A running Windows, by Wine, that starts programs for a test. */
export class WindowsPlace {
  readonly #server: Server;
  readonly #wine: ChildProcess;
  readonly #agent: Socket;
  readonly #waiting = new Map<number, (run: WindowsRun) => void>();
  #calls = 0;

  private constructor(server: Server, wine: ChildProcess, agent: Socket) {
    this.#server = server;
    this.#wine = wine;
    this.#agent = agent;
    createInterface({ input: agent }).on("line", (line) => {
      const { id, ...run } = JSON.parse(line) as WindowsRun & { readonly id: number };
      this.#waiting.get(id)?.(run);
      this.#waiting.delete(id);
    });
  }

  /** Starts it with `share` as `Z:\mnt\share`. Rejects when it does not answer within a minute. */
  static async start(path: string, share: string): Promise<WindowsPlace> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const address = server.address();
    const port = typeof address === "object" && address !== null ? address.port : 0;
    copyFileSync(join(import.meta.dirname, "agent.cjs"), join(share, "agent.cjs"));
    const command = ["Z:\\mnt\\node\\bin\\node.exe", "Z:\\mnt\\share\\agent.cjs", String(port), "<NUL", ">NUL", "2>&1"];
    const wine = spawn(
      join(import.meta.dirname, "enter-place.sh"),
      // Node cannot open what Wine makes of pipes from outside, so cmd gives it streams of Windows.
      [path, fetchPinned("node-windows"), share, "cmd", "/c", command.join(" ")],
      { stdio: "ignore", detached: false },
    );
    const agent = await new Promise<Socket>((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error("Windows did not start within a minute")), START_DEADLINE_MS);
      wine.once("exit", (code) => reject(new Error(`Windows ended with ${code} when it was started`)));
      server.once("connection", (socket) => {
        clearTimeout(timer);
        resolve(socket);
      });
    }).catch((error: unknown) => {
      wine.kill("SIGKILL");
      server.close();
      throw error;
    });
    return new WindowsPlace(server, wine, agent);
  }

  /** Runs a program to its end. Rejects when it takes longer than 90 seconds. */
  run({ input = "", shell = false, ...call }: WindowsCall): Promise<WindowsRun> {
    const id = (this.#calls += 1);
    this.#agent.write(`${JSON.stringify({ id, input, shell, ...call })}\n`);
    return new Promise((resolve, reject) => {
      const timer = setTimeout(
        () => reject(new Error(`${call.file} ${call.args.join(" ")} did not end`)),
        RUN_DEADLINE_MS,
      );
      this.#waiting.set(id, (run) => {
        clearTimeout(timer);
        resolve(run);
      });
    });
  }

  async close(): Promise<void> {
    this.#agent.destroy();
    this.#server.close();
    const ended = new Promise((resolve) => this.#wine.once("exit", resolve));
    // unshare does not listen to anything weaker; with it, everything that runs there ends.
    this.#wine.kill("SIGKILL");
    await ended;
  }
}
