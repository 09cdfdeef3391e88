import type { Host } from "../../../host/host.ts";

/** Starts a deadline; the result tells the whole milliseconds that are left of it, at least 1 so that the last step still gets its turn. */
export function timeLeft(host: Pick<Host, "clock">, deadlineMs: number): () => number {
  const end = host.clock.monotonicMs() + deadlineMs;
  return () => Math.max(Math.ceil(end - host.clock.monotonicMs()), 1);
}
