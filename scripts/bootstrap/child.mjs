import { spawn } from "node:child_process";
import { constants } from "node:os";

/** @typedef {{ code: number | null, signal: NodeJS.Signals | null }} Ending */

/**
 * Runs a program to its end. Signals for this process reach the program too; this process outlives them to report how
 * the program ended. `onOutput` gets what the program prints where `stdio` says "pipe".
 * @param {string} program
 * @param {string[]} args
 * @param {import("node:child_process").SpawnOptions & { onOutput?: (chunk: Buffer) => void }} options
 * @returns {Promise<Ending>}
 */
export async function runChild(program, args, { onOutput = () => {}, ...options }) {
  const child = spawn(program, args, options);
  child.stdout?.on("data", onOutput);
  child.stderr?.on("data", onOutput);
  /** @type {Map<NodeJS.Signals, () => void>} */
  const relays = new Map(relayedSignals().map(([signal, relay]) => [signal, () => void (relay && child.kill(signal))]));
  for (const [signal, relay] of relays) process.on(signal, relay);
  try {
    return await new Promise((resolve, reject) => {
      child.once("error", reject);
      child.once("close", (code, signal) => resolve({ code, signal }));
    });
  } finally {
    for (const [signal, relay] of relays) process.off(signal, relay);
  }
}

/**
 * Ends this process the way the program ended: same exit code, or same signal.
 * @param {Ending} ending
 */
export function endLike({ code, signal }) {
  if (signal === null) {
    process.exitCode = code ?? 1;
    return;
  }
  process.exitCode = 128 + constants.signals[signal];
  process.kill(process.pid, signal);
}

/**
 * A terminal sends Ctrl-C and Ctrl-\ to the whole process group: passing them on would deliver them twice, and to k6 a
 * second Ctrl-C means "abort".
 * @returns {[NodeJS.Signals, boolean][]}
 */
function relayedSignals() {
  const atTerminal = [process.stdin, process.stdout, process.stderr].some((stream) => stream.isTTY);
  const relayed = process.platform !== "win32";
  return [
    ["SIGINT", relayed && !atTerminal],
    ["SIGQUIT", relayed && !atTerminal],
    ["SIGTERM", relayed],
    ["SIGHUP", relayed],
  ];
}
