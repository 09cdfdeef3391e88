const PATIENCE_MS = 1_000;

/** Calls `notice` once when the work takes more than a second, and never after its end. No timer keeps the process alive. */
export async function noticeWait<Result>(work: Promise<Result>, notice: (() => void) | undefined): Promise<Result> {
  if (notice === undefined) return work;
  const done = new AbortController();
  AbortSignal.timeout(PATIENCE_MS).addEventListener("abort", notice, { signal: done.signal, once: true });
  try {
    return await work;
  } finally {
    done.abort();
  }
}
