import type { HostClock } from "../host/host.ts";

const WAIT_NOTICE_MS = 1_000;

/** The time that a call may take. */
export interface Deadline {
  /** Aborts when the time is over, and at `end`. */
  readonly signal: AbortSignal;
  readonly totalMs: number;
  remainingMs(): number;
  /** Gives up whatever is still under way. Must be called, or a connection may keep the process alive. */
  end(): void;
}

/** Starts the clock. `onWait` is called once when a second has passed before the end. No timer keeps the process alive. */
export function startDeadline(clock: HostClock, totalMs: number, onWait: (() => void) | undefined): Deadline {
  const startedAt = clock.monotonicMs();
  const controller = new AbortController();
  const { signal } = controller;
  const abort = (): void => controller.abort();
  AbortSignal.timeout(Math.max(totalMs, 0)).addEventListener("abort", abort, { signal });
  if (onWait !== undefined)
    AbortSignal.timeout(WAIT_NOTICE_MS).addEventListener("abort", onWait, { signal, once: true });
  return { signal, totalMs, remainingMs: () => totalMs - (clock.monotonicMs() - startedAt), end: abort };
}
