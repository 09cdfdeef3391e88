import { closeSync, constants, openSync } from "node:fs";
import type { ChildProcess } from "node:child_process";
import type { AttachedRequest, ChildEnd } from "../host.ts";
import { spawnedCall } from "./node-batch-call.ts";

/** How long the output may be silent, after the child's end, before what it left running is no longer waited for. */
const QUIET_MS = 100;

/** Signals that reach us alone: the child gets them from us. */
const PASSED_ON: readonly NodeJS.Signals[] = ["SIGTERM", "SIGHUP", "SIGUSR1", "SIGUSR2"];
/** Signals of the terminal's keys: it sends them to the child as well. */
const OF_THE_TERMINAL: readonly NodeJS.Signals[] = ["SIGINT", "SIGQUIT"];
/** On Windows the console notifies every process, and a signal from us would end the child without notice. */
const OF_THE_CONSOLE: readonly NodeJS.Signals[] = ["SIGINT", "SIGBREAK", "SIGHUP"];

/** See `HostProcesses.runAttached`. */
export async function runAttachedChild(
  request: AttachedRequest & { readonly platform: NodeJS.Platform; readonly workingDirectory: string | undefined },
): Promise<ChildEnd> {
  const { spawn } = process.getBuiltinModule("node:child_process");
  let pass = (_signal: NodeJS.Signals): void => {};
  const restore = listen(handlers(request.platform, (signal) => pass(signal)));
  try {
    const call = spawnedCall(request.platform, request);
    const child = spawn(call.program, call.arguments, {
      env: { ...request.env },
      stdio: request.onOutput === undefined ? "inherit" : ["ignore", "pipe", "pipe"],
      shell: false,
      windowsVerbatimArguments: call.verbatim,
      ...(request.workingDirectory === undefined ? {} : { cwd: request.workingDirectory }),
    });
    pass = (signal) => void child.kill(signal);
    return await (request.onOutput === undefined ? endOf(child, "exit") : endWithOutput(child, request.onOutput));
  } finally {
    restore();
  }
}

function endOf(child: ChildProcess, event: "exit" | "close"): Promise<ChildEnd> {
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on(event, (exitCode: number | null, signal: NodeJS.Signals | null) =>
      resolve({ exitCode: exitCode ?? undefined, signal: signal ?? undefined }),
    );
  });
}

/** `close` comes after the last output, and never while a daemon that the child left behind holds the streams open. */
async function endWithOutput(
  child: ChildProcess,
  onOutput: NonNullable<AttachedRequest["onOutput"]>,
): Promise<ChildEnd> {
  const { stdout, stderr } = child;
  stdout?.setEncoding("utf8").on("data", (text: string) => onOutput("stdout", text));
  stderr?.setEncoding("utf8").on("data", (text: string) => onOutput("stderr", text));
  const closed = endOf(child, "close");
  const end = await Promise.race([closed, endOf(child, "exit")]);
  await Promise.race([closed, silence([stdout, stderr])]);
  stdout?.destroy();
  stderr?.destroy();
  return end;
}

function silence(streams: readonly ChildProcess["stdout"][]): Promise<void> {
  return new Promise((resolve) => {
    let quiet: NodeJS.Timeout | undefined;
    const wait = (): void => {
      clearTimeout(quiet);
      quiet = setTimeout(resolve, QUIET_MS);
    };
    wait();
    for (const stream of streams) stream?.on("data", wait);
  });
}

type Handlers = readonly (readonly [NodeJS.Signals, () => void])[];

function handlers(platform: NodeJS.Platform, pass: (signal: NodeJS.Signals) => void): Handlers {
  if (platform === "win32") return OF_THE_CONSOLE.map((signal) => [signal, () => {}]);
  return [
    ...PASSED_ON.map((signal) => [signal, () => pass(signal)] as const),
    ...OF_THE_TERMINAL.map((signal) => [signal, () => hasTerminal() || pass(signal)] as const),
  ];
}

function listen(all: Handlers): () => void {
  for (const [signal, handler] of all) process.on(signal, handler);
  return () => {
    for (const [signal, handler] of all) process.off(signal, handler);
  };
}

/** Without a terminal, as in a container or a CI job, the keys' signals come from a program and to us alone. */
function hasTerminal(): boolean {
  try {
    closeSync(openSync("/dev/tty", constants.O_RDONLY | constants.O_NOCTTY | constants.O_NONBLOCK));
    return true;
  } catch {
    return false;
  }
}
