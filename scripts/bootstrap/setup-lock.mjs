import { closeSync, existsSync, openSync, rmSync, statSync, utimesSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { say } from "./say.mjs";
import { SetupError } from "./setup-error.mjs";

const HEARTBEAT_MS = 1_000;
const POLL_MS = 100;

/** @param {string} root */
const lockPath = (root) => join(root, ".setup.lock");

/** @param {string} root */
export const isSetupRunning = (root) => existsSync(lockPath(root));

/**
 * Does the work while no other process installs or builds in this clone. A lock whose holder was killed is taken over
 * once it had no heartbeat for `abandonedAfterMs`.
 * @template T
 * @param {string} root
 * @param {() => Promise<T>} work
 * @param {number} [abandonedAfterMs]
 * @returns {Promise<T>}
 */
export async function withSetupLock(root, work, abandonedAfterMs = 10_000) {
  const path = lockPath(root);
  await take(path, abandonedAfterMs);
  const heartbeat = setInterval(() => touch(path), HEARTBEAT_MS);
  try {
    return await work();
  } finally {
    clearInterval(heartbeat);
    rmSync(path, { force: true });
  }
}

/**
 * @param {string} path
 * @param {number} abandonedAfterMs
 */
async function take(path, abandonedAfterMs) {
  let lastBeat = { mtimeMs: 0, seenAt: 0 };
  for (let waited = false; !create(path); waited = true) {
    if (!waited) say("waiting for another run that sets up this clone");
    const mtimeMs = statSync(path, { throwIfNoEntry: false })?.mtimeMs;
    const now = performance.now();
    if (mtimeMs !== undefined && mtimeMs !== lastBeat.mtimeMs) lastBeat = { mtimeMs, seenAt: now };
    else if (mtimeMs !== undefined && now - lastBeat.seenAt > abandonedAfterMs) rmSync(path, { force: true });
    await sleep(POLL_MS);
  }
}

/** @param {string} path */
function create(path) {
  try {
    closeSync(openSync(path, "wx"));
    return true;
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : undefined;
    if (code === "EEXIST") return false;
    throw new SetupError(
      `${path} cannot be written (${String(code)}): the clone has to be yours, and on a disk with room.`,
    );
  }
}

/** @param {string} path */
function touch(path) {
  try {
    const now = new Date();
    utimesSync(path, now, now);
  } catch {
    // Taken over after a long stop of this process; the other run's beat is its own affair.
  }
}
