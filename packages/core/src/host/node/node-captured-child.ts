import type { ChildProcess } from "node:child_process";
import type { Readable } from "node:stream";
import type { CapturedOutput, CaptureRequest } from "../host.ts";
import { spawnedCall } from "./node-batch-call.ts";

const ENDING_SIGNALS: readonly NodeJS.Signals[] = ["SIGINT", "SIGTERM", "SIGHUP"];
/** How long the output may be silent, after the child's end, before what it left running is no longer waited for. */
const QUIET_MS = 100;

/** See `HostProcesses.runCaptured`. */
export async function runCapturedChild(
  request: CaptureRequest & { readonly platform: NodeJS.Platform; readonly workingDirectory: string | undefined },
): Promise<CapturedOutput> {
  const { spawn } = process.getBuiltinModule("node:child_process");
  const ownGroup = request.terminal !== true && request.platform !== "win32";
  const call = spawnedCall(request.platform, request);
  const child = spawn(call.program, call.arguments, {
    env: { ...request.env },
    stdio: "pipe",
    shell: false,
    windowsVerbatimArguments: call.verbatim,
    detached: ownGroup,
    windowsHide: true,
    ...(request.workingDirectory === undefined ? {} : { cwd: request.workingDirectory }),
  });
  const stopRelay = ownGroup ? killOnOurEnd(child) : () => {};
  try {
    // A child that does not read its input closes the pipe; its exit code is more informative.
    child.stdin.on("error", () => {});
    child.stdin.end(request.input ?? "");
    const stdout = collect(child.stdout, request.maxBytes);
    const stderr = collect(child.stderr, request.maxBytes);
    const end = await endOf(child, { deadlineMs: request.deadlineMs, kill: () => kill(child, ownGroup) });
    return {
      ...end,
      stdout: stdout.text(),
      stderr: stderr.text(),
      truncated: stdout.truncated() || stderr.truncated(),
    };
  } finally {
    stopRelay();
    for (const stream of [child.stdin, child.stdout, child.stderr]) stream.destroy();
  }
}

interface End {
  readonly exitCode: number | undefined;
  readonly timedOut: boolean;
}

function endOf(child: ChildProcess, limits: { readonly deadlineMs: number; readonly kill: () => void }): Promise<End> {
  return new Promise((resolve, reject) => {
    let quiet: NodeJS.Timeout | undefined;
    const finish = (end: End): void => {
      clearTimeout(deadline);
      clearTimeout(quiet);
      resolve(end);
    };
    const deadline = setTimeout(() => {
      limits.kill();
      finish({ exitCode: undefined, timedOut: true });
    }, limits.deadlineMs);
    child.on("error", (error) => {
      clearTimeout(deadline);
      reject(error);
    });
    child.on("close", (exitCode) => finish({ exitCode: exitCode ?? undefined, timedOut: false }));
    child.on("exit", (exitCode) => {
      // `close` may never come: a daemon that the child left behind can hold its output open.
      const wait = (): void => {
        clearTimeout(quiet);
        quiet = setTimeout(() => setImmediate(finish, { exitCode: exitCode ?? undefined, timedOut: false }), QUIET_MS);
      };
      wait();
      child.stdout?.on("data", wait);
      child.stderr?.on("data", wait);
    });
  });
}

function collect(stream: Readable, maxBytes: number): { text(): string; truncated(): boolean } {
  const chunks: Buffer[] = [];
  let room = maxBytes;
  let truncated = false;
  stream.on("error", () => {});
  stream.on("data", (chunk: Buffer) => {
    if (chunk.length > room) truncated = true;
    if (room > 0) chunks.push(chunk.subarray(0, room));
    room = Math.max(0, room - chunk.length);
  });
  return { text: () => Buffer.concat(chunks).toString("utf8"), truncated: () => truncated };
}

function kill(child: ChildProcess, wholeGroup: boolean): void {
  try {
    if (wholeGroup && child.pid !== undefined) process.kill(-child.pid, "SIGKILL");
    else child.kill("SIGKILL");
  } catch {
    // It has ended by itself.
  }
}

/** A child in a group of its own does not see Ctrl-C; it must not outlive us because of that. */
function killOnOurEnd(child: ChildProcess): () => void {
  const handlers = ENDING_SIGNALS.map((signal) => {
    const handler = (): void => {
      kill(child, true);
      process.off(signal, handler);
      if (process.listenerCount(signal) === 0) process.kill(process.pid, signal);
    };
    return [signal, handler] as const;
  });
  for (const [signal, handler] of handlers) process.on(signal, handler);
  return () => {
    for (const [signal, handler] of handlers) process.off(signal, handler);
  };
}
